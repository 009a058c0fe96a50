"""Messages of the organizers' page. Programme texts are never part of them."""

from typing import Final

CHOOSE: Final = "カンファレンス"
NEW: Final = "新しいカンファレンス"
NONE_YET: Final = "カンファレンスはまだありません。新しく作成してください。"
NONE_YOURS: Final = (
    "サインインしていますが、担当のカンファレンスがありません。サーバーの管理者に割り当てを依頼してください。"
)
NEW_NAME: Final = "名前"
NEW_SLUG: Final = "アドレス"
NEW_SLUG_HELP: Final = (
    "参加者に伝えるリンクの一部になります。英小文字、数字、ハイフンが使えます。名前を変えてもそのままです。"
)
BEGIN: Final = "カンファレンスを作成"
ZONE: Final = "カンファレンスのタイムゾーン"
NO_ZONE: Final = "指定なし"

UPLOAD: Final = "アップロード"
VERSIONS: Final = "バージョン"
CONFERENCE: Final = "カンファレンス"

FILES: Final = "プログラム管理ツールから書き出したファイル"
FILES_HELP: Final = (
    "CSV、Excel、LibreOffice、JSON、YAML、XML、iCalendar、表のあるページ（zip圧縮も可）、{limit} MBまで。"
    "関連するファイル（EasyChairの著者やトピック）"
    "は一緒にアップロードしてください。プログラム本体を先頭にします。"
)
PRIVATE: Final = "保存するのは参加者が見てよい情報だけです。メールアドレス、メモ、評価点、不明な列は取り除かれます。"
READING_FILE: Final = "ファイルを読み込んでいます（{seconds} 秒経過）"
SHEET: Final = "シート"
IS: Final = "{format}：{rows:,}行、{sessions:,}セッション"
IS_BREAKS: Final = "（うち休憩{breaks:,}件）"
IS_PARTS: Final = "、他の行の一部{parts:,}行"
IS_LEFT_OUT: Final = "、除外{left_out:,}件"
IS_UNUSED: Final = "、**未使用{unused:,}件**"
IS_ENDS: Final = "。"
UNREADABLE: Final = "このファイルはまだ公開できません。対処方法は下をご覧ください。"
DROPPED: Final = "{count}列を取り除きました：{columns}"
DROPPED_ONE: Final = "1列を取り除きました：{columns}"
HELPING: Final = "読み取りましたが表示しない列：{columns}"

PROBLEMS: Final = "確認された点"
NO_PROBLEMS: Final = "このファイルに問題はありません。"
LEVELS: Final = {"error": "公開できない問題", "warning": "警告", "note": "メモ"}
COUNTS: Final = {"error": "公開できない問題{count:,}件", "warning": "警告{count:,}件", "note": "メモ{count:,}件"}
COUNTS_ONE: Final = {"error": "公開できない問題1件", "warning": "警告1件", "note": "メモ1件"}
PROBLEM_COLUMNS: Final = {
    "level": "重要度",
    "line": "行",
    "column": "列",
    "value": "値",
    "advice": "対処方法",
}
JUMP: Final = "行を選ぶと、ファイルのその前後の行が表示されます。"
AROUND: Final = "ファイルの{line}行目付近"
LINE: Final = "行"

MAPPING: Final = "列の割り当て"
MAPPING_HELP: Final = "誤って解釈された列を直してください。公開に使った割り当ては次のファイルのために記憶されます。"
LEAVE_OUT: Final = "このファイルにはない"
UNDERSTOOD: Final = "この割り当てで読み直す"
AS_PROPOSED: Final = "最初の提案に戻す"
FIELDS: Final = {
    "title": "タイトル",
    "abstract": "概要",
    "speakers": "登壇者",
    "track": "トラック",
    "level": "レベル",
    "format": "セッションの種類",
    "room": "会場",
    "day": "日付",
    "start": "開始",
    "end": "終了",
    "duration": "時間",
    "language": "言語",
    "tags": "タグ",
    "url": "リンク",
    "code": "番号・コード",
    "id": "識別子",
}

PREVIEW: Final = "参加者への表示"
UNUSUAL: Final = "他と最も異なる{count}件のセッション"
LACKS: Final = "不足"
SHORT_TEXT: Final = "短い本文のみ"
DIFFERENCE: Final = "参加者にとっての変更点"
DIFFERENCES: Final = {
    "added": "追加{count:,}件",
    "changed": "変更{count:,}件",
    "removed": "削除{count:,}件",
    "renamed": "識別子変更{count:,}件",
}
SAME: Final = "このファイルの内容は、参加者がすでに見ているものと同じです。公開するものはありません。"
TAKES_AWAY: Final = "{before:,}件のセッションのうち{removed:,}件がなくなります。"
RENAMED: Final = (
    "このファイルでは{count:,}件のセッションの識別子が、参加者が使っているものと異なります。"
    "それらへの星とリンクは失われます。"
)
RENAMED_ONE: Final = (
    "このファイルでは1件のセッションの識別子が、参加者が使っているものと異なります。"
    "そのセッションへの星とリンクは失われます。"
)
RENAMED_ADVICE: Final = "「{mapping}」で{id}を「{leave_out}」にすると、今の識別子が保たれます。"
ADDED: Final = "追加"
CHANGED: Final = "変更"
REMOVED: Final = "削除"
LISTED: Final = "{what}：{count:,}件"
SESSION: Final = "セッション"
WHEN: Final = "日時"
FIELDS_CHANGED: Final = "変更箇所"
BEFORE: Final = "変更前"
AFTER: Final = "変更後"
SHOWN_OF: Final = "{count:,}件のうち最初の{shown}件。"

PUBLISH: Final = "公開"
PUBLISHING: Final = "セッションを読み取っています"
PACE: Final = "{total:,}件中{done:,}件、毎秒{rate}件、残り{left}"
PACE_BEGINS: Final = "{total:,}件中{done:,}件"
PUBLISHED: Final = "バージョン{number}（{sessions:,}セッション）を参加者に公開しました。"
UNCHANGED: Final = "参加者はすでに同じ内容をバージョン{number}として見ています。変更はありません。"
FIRST_AGAIN: Final = (
    "上では、あなたのファイルと先に公開されたものを比較しています。あなたのものが正しければ、もう一度公開してください。"
)
LINK: Final = "参加者用リンク"
QR: Final = "同じリンクのQRコード"
QR_DOWNLOAD: Final = "画像をダウンロード"
EMBED: Final = "自分のサイトに表示する"
EMBED_ADVICE: Final = "次の行をページに貼り付けてください。枠は内容に合わせて伸びます。"
EMBED_LINK: Final = "セッションを探す"
EMBED_NOT_ALLOWED: Final = '先にサーバーの管理者がサイトを許可する必要があります：{setting}="https://site.example"'
NOT_READY: Final = "モデルを読み込んでいます。数秒後に公開できます。何も失われていませんので、もう一度お試しください。"

DRAFTS: Final = "未公開の下書き"
DRAFT: Final = "バージョン{number}：{source}、{when}、{who}、{sessions:,}セッション（{summary}）"
PUBLISH_DRAFT: Final = "バージョン{number}を公開"
DISCARD: Final = "バージョン{number}を破棄"

DAMAGED: Final = (
    "この会議のファイルがサーバー上で壊れています。参加者には壊れていないバージョン {number} が表示されています。"
    "直すには、ファイルをもう一度公開するか、サーバーの管理者に次のコマンドを実行してもらってください："
    "`{command} doctor --mend`"
)
NOTHING_WHOLE: Final = (
    "この会議で公開されたものはサーバー上で読み込めなくなっています。参加者にはその旨が表示されます。"
    "ファイルをもう一度公開するか、サーバーの管理者にバックアップの復元を依頼してください。"
)
NO_VERSIONS: Final = "まだ何も公開されていません。"
VERSION_COLUMNS: Final = ("バージョン", "状態", "日時", "セッション数", "変更内容", "担当者", "ファイル", "形式")
NOW: Final = "参加者に公開中"
SEEN: Final = "公開済み（過去）"
DRAFT_STATE: Final = "下書き"
DAMAGED_STATE: Final = "破損"
ROLL_BACK_TO: Final = "戻す先"
OLDER: Final = "バージョン{number}：{sessions:,}セッション、{when}、{source}"
ROLL_BACK: Final = "元に戻す"
ROLLED_BACK: Final = "参加者への公開をバージョン{number}に戻しました。"
DOWNLOAD: Final = "公開中のものをダウンロード"
HISTORY: Final = "操作の履歴"
HISTORY_COLUMNS: Final = ("日時", "担当者", "操作", "バージョン")
BY_HAND: Final = "手作業でフォルダーに追加"

READ_BY: Final = "検索語とセッションはモデル{model}が読み取ります。"
READ_BY_MEASURED: Final = (
    "サンプルのプログラムでは、検索語100件のうち{percent:,}件で、"
    "上位3件に適切なセッションが入ります（nDCG@3：{ndcg}）。"
)
RENAME: Final = "名前"
SAVE: Final = "保存"
SAVED: Final = "保存しました。"
DAY_STARTS: Final = "一日の始まり"
DAY_STARTS_HELP: Final = "この時刻より前のセッションは前日の夜に含めます。深夜のプログラムなら 05:00 にします。"
EXAMPLES: Final = "検索例（1行に1つ）"
ALIASES: Final = "同じ意味の表現"
ALIAS_SHORT: Final = "短い形"
ALIAS_LONG: Final = "意味"
LOOK: Final = "見た目"
LOOK_HELP: Final = "参加者はこれでカンファレンスを見分けます。空欄の項目はアプリの標準のままです。"
ACCENT: Final = "アクセントカラー"
ACCENT_HELP: Final = "読みにくくなる場所では、より濃い色または薄い色で表示します。"
MENDED: Final = {
    "light": "明るい画面では {accent} は読みにくいため（コントラスト {contrast}、文字には {needed} が必要）、"
    "{shade} で表示します。",
    "dark": "暗い画面では {accent} は読みにくいため（コントラスト {contrast}、文字には {needed} が必要）、"
    "{shade} で表示します。",
}
FIRST_DAY: Final = "初日"
LAST_DAY: Final = "最終日"
DAYS_HELP: Final = "空欄にすると、プログラムの日程を表示します。"
PLACE: Final = "会場"
WEBSITE: Final = "ウェブサイト"
WELCOME: Final = "歓迎の一言"
LOGO: Final = "ロゴ"
LOGO_HELP: Final = "{limit} kBまでのPNGまたはSVG。静止画だけを残します（スクリプト、リンク、メタデータは残しません）。"
LOGO_LEFT_OUT: Final = "静止画にするため、ロゴから取り除いたもの：{names}"
LOGO_REMOVE: Final = "ロゴを外す"
LOOK_PAGES: Final = {"light": "明るい画面", "dark": "暗い画面"}
LOOK_SAVE: Final = "見た目を保存"
HIDE: Final = "参加者に表示しない"
SHOW: Final = "参加者に再び表示する"
HIDDEN: Final = "このカンファレンスは非表示です。参加者は選べません。"
DELETE: Final = "カンファレンスを削除"
DELETE_SURE: Final = (
    "すべてのバージョンがサーバーのごみ箱フォルダーに移ります。続けるにはアドレス {slug} を入力してください。"
)
DELETE_TYPED: Final = "アドレス"
DELETE_NOW: Final = "今すぐ削除"
DELETED: Final = "{name}を削除しました。"


def left(seconds: float) -> str:
    """ "8秒", "3分": how much longer it takes, roughly."""
    return f"{max(1, round(seconds))}秒" if seconds < 90 else f"{round(seconds / 60)}分"
