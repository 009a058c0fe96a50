"""Messages for attendees on the find page and on all pages. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "Session Finder"
ASK: Final = "どんなことに興味がありますか？"
PLACEHOLDER: Final = "Health Analytics?"
TRY: Final = "迷ったら、次の例をお試しください。"
CHOOSE_PROGRAMME: Final = "プログラム"
MORE: Final = "さらに表示"
ABSTRACT: Final = "概要の全文"
NO_ABSTRACT: Final = "このセッションの概要はプログラムに掲載されていません。"
NO_SESSIONS: Final = "このプログラムにはまだセッションがありません。"
NO_MORE: Final = "プログラムのすべてを表示しました。"
NOTHING_TYPED: Final = "テーマ、質問、名前などを入力するか、文章を貼り付けてください。"
LONG: Final = "最初の{limit:,}文字だけを読み取りました。"
WARMING: Final = "準備中です。入力内容を読み取るモデルを読み込んでいます。数秒お待ちください。"
WARMING_PROGRESS: Final = "{name}：{total:,}件中{done:,}件のテキストを読み込みました"
FAILED: Final = "Session Finderを起動できませんでした。"
FAILED_ADVICE: Final = "主催者にお知らせください。サーバーからのメッセージ："
BUSY: Final = "ただいま検索が大変混み合っており、結果を返せませんでした。少し待ってからもう一度お試しください。"
NO_PROGRAMME: Final = "公開中のプログラムはまだありません。後ほどもう一度お越しください。"
AWAY: Final = "現在プログラムを検索できません。1分後にもう一度お試しください。"
CANNOT_BE_READ: Final = (
    "現在この会議のプログラムを読み込めません。主催者には通知済みです。後ほどもう一度お試しください。"
)
NO_SUCH_PROGRAMME: Final = "アドレスで指定されたプログラムはここにはありません。代わりにこちらを検索します。"
ANSWERED_BY: Final = "このサーバー上のモデル{model}が回答しました。入力内容が外部に送られることはありません。"
RESULTS: Final = "最も合うセッション"
RESULTS_SEVERAL: Final = "それぞれのテーマに最も合うセッション（順番に表示）"
FOUND_FOR: Final = "「{subject}」について"
MISSING: Final = "このプログラムには{subjects}に近いものはありません。"
MISSING_FILTERED: Final = "絞り込んだ中には{subjects}に近いものはありません。"
NOT_CLOSE: Final = "このプログラムには「{interest}」に近いものがありません。最も近いのは次のセッションです。"
VAGUE: Final = "「{interest}」には主題がありません。聞きたいテーマや質問を入力してください。"
NOT_CLOSE_TO_LIKED: Final = "このプログラムには選択内容に近いものがありません。最も近いのは次のセッションです。"
FOREIGN: Final = (
    "検出された言語：{language}。モデルが読めるのは英語だけのため、主に名前など、"
    "入力どおりにプログラムに載っている言葉を手がかりに検索します。"
)
SCRIPTS: Final = {
    "a language in Cyrillic letters": "キリル文字の言語",
    "a language in Arabic letters": "アラビア文字の言語",
    "a language in Devanagari letters": "デーヴァナーガリー文字の言語",
    "Chinese or Japanese": "中国語または日本語",
}
FOUND: Final = "{count}件のセッションが見つかりました。最も合うもの：{title}"
OUTSIDE: Final = "別のトラックから"
ALSO: Final = "他の回"
SIMILAR: Final = "似たセッション"
UP: Final = "興味あり"
DOWN: Final = "興味なし"
LIKED: Final = "近いもの："
DISLIKED: Final = "遠いもの："
UNDO: Final = "元に戻す"
UNDO_ALL: Final = "すべて元に戻す"

CLOSENESS: Final = {"strong": "とてもよく合う", "good": "よく合う", "weak": "少し合う", "far": "あまり合わない"}
EVIDENCE_IN: Final = {"title": "タイトル", "tags": "タグ", "track": "トラック", "speakers": "登壇者"}
NEAR: Final = "意味が近い語"
HOW_CLOSE: Final = "合う度合い"
ONLY_THESE: Final = "「{value}」のセッションだけを表示"
HOW_SURE: Final = "どのくらい確かですか？"
HOW_SURE_ANSWER: Final = (
    "答えが分かっている千件以上の関心で測りました。最初のセッションが「とてもよく合う」場合、プログラムに答えがあったのは"
    "100件中95件、「よく合う」は67件、「少し合う」は25件でした。2番目以降は最初よりわずかに外れやすくなります。"
)
SESSION_PAGE: Final = "セッションのページ"
FIND: Final = "検索"
NO_SUCH_SESSION: Final = "このセッションはプログラムにありません。リンクの作成後に取り下げられた可能性があります。"

STAR: Final = "マイプランに追加"
STARRED: Final = "マイプランに追加済み"
TWO_PLANS: Final = (
    "開いたリンクのプラン（{link}件）と、このブラウザーに保存されているプラン（{browser}件）が異なります。"
    "どちらを使いますか？"
)
TAKE_LINKS: Final = "リンクのプラン"
TAKE_BROWSERS: Final = "このブラウザーのプラン"
TAKE_BOTH: Final = "両方をまとめる"
BROKEN_LINK: Final = {
    "broken": "このリンクからプランを読み取れません。もう一度、最後までコピーしてください。",
    "newer": "このリンクのプランは新しい形式です。リンク元のサーバーで開いてください。",
    "full": "このリンクには、プランの上限を超える数のセッションが含まれています。",
}
PLAN_FULL: Final = "プランに入れられるセッションは{most}件までです。先にいくつか外してください。"

SURROUNDINGS: Final = {
    "skip": "本文へ移動",
    "pages": "ページ一覧",
    "menu": "メインメニュー",
}
WEBSITE: Final = "カンファレンスのウェブサイト"
LANGUAGE: Final = "言語"
TIMES_OF_CONFERENCE: Final = "時刻は開催地の時間（{zone}）です。"
TIMES_OF_OWN: Final = "時刻はお使いの地域の時間（{zone}）です。"
SHOW_OWN_TIMES: Final = "自分の時間で表示（{zone}）"
SHOW_CONFERENCE_TIMES: Final = "開催地の時間で表示（{zone}）"

PROGRAMME: Final = "プログラム"
MY_PLAN: Final = "マイプラン"
MAP: Final = "マップ"

FILTERS: Final = "絞り込み"
FILTERS_ACTIVE: Final = "絞り込み（{count}件適用中）"
ACTIVE_FILTERS: Final = "適用中の絞り込み"
FILTER_NAMES: Final = {
    "day": "日",
    "track": "トラック",
    "level": "レベル",
    "room": "会場",
    "format": "形式",
    "language": "言語",
    "tag": "タグ",
    "speaker": "登壇者",
    "employer": "所属",
    "code": "コード",
    "begin": "開始",
    "end": "終了",
    "at": "開催時刻",
    "longer": "最短の長さ",
    "shorter": "最長の長さ",
    "unsaid": "除外する言葉",
    "upcoming": "終了していないもの",
    "unplanned": "マイプランにないもの",
    "fitting": "マイプランに入るもの",
}
FILTER_FACES: Final = {
    "at": "{value}に開催中",
    "longer": "{value}分以上",
    "shorter": "{value}分以下",
    "exclude": "「{value}」を除く",
}
MOST_FREQUENT: Final = "{all}件のうち多い順に{count}件"
FILTER_VALUE: Final = "{name}：{value}"
FILTER_TIME: Final = "時刻"
FILTER_TIME_ZONE: Final = "時刻（{zone}）"
FILTER_ONLY: Final = "次のものだけ"
ANY_TIME: Final = "指定なし"
WITH_COUNT: Final = "{choice}（{count}）"
REMOVE_FILTER: Final = "絞り込み「{filter}」を外す"
CLEAR_FILTERS: Final = "すべて外す"
LEFT_ONE: Final = "{all}件中1件が該当します。"
LEFT: Final = "{all}件中{count}件が該当します。"
SEE_IN_PROGRAMME: Final = "プログラムで見る"
UNKNOWN_FILTER: Final = "アドレスで指定された条件がこのプログラムにありません：{values}"
NOTHING_LEFT: Final = "すべての条件に合うセッションはありません。"
LOOSEN_ONE: Final = "「{filter}」を外すと1件になります。"
LOOSEN: Final = "「{filter}」を外すと{count}件になります。"
LOOSEN_ALL: Final = "どれか1つを外すだけでは、該当するものはありません。"
NOT_CLOSE_FILTERED: Final = (
    "条件に合うもののなかに「{interest}」に近いものはありません。最も近いのは次のセッションです。"
)
NO_MORE_FILTERED: Final = "条件に合うものをすべて表示しました。"

READ_ONE: Final = "{words}を絞り込み条件として読みました。上をご覧ください。"
READ: Final = "{words}を絞り込み条件として読みました。上をご覧ください。"
READ_ONLY_ONE: Final = "{words}を絞り込み条件として読み、合うセッションだけを検索しています。"
READ_ONLY: Final = "{words}を絞り込み条件として読み、合うセッションだけを検索しています。"
READ_CHOSEN_ONE: Final = "{words}を絞り込み条件として読みましたが、選ばれた条件を優先します。"
READ_CHOSEN: Final = "{words}を絞り込み条件として読みましたが、選ばれた条件を優先します。"
READ_IGNORED_ONE: Final = "{words}を絞り込み条件として読みましたが、外されています。"
READ_IGNORED: Final = "{words}を絞り込み条件として読みましたが、外されています。"
READ_AS_WORDS: Final = "すべての言葉を入力どおりに検索しています。"
READ_AGAIN: Final = "条件として読む"
APPLY: Final = "もう一度適用する"
SEARCH_AS_WORDS: Final = "この言葉で検索する"
LEAVE_OUT: Final = "{words}を除く"
MAYBE: Final = "もしかして："
LISTED: Final = "該当するセッション：{count}件（時間順）"
LEFT_OUT: Final = "{words}という言葉（活用形を含む）のあるセッションを除いています（{count}件）。"
LEFT_OUT_ALL: Final = "{words}という言葉（活用形を含む）のあるセッションを除いています。"
LEFT_OUT_NOTHING: Final = "{words}という言葉のあるセッションはここにはないため、何も除いていません。"
NONE_LEFT: Final = "残るセッションはありません。"
QUOTED: Final = "「{words}」"
LIST_COMMA: Final = "、"

ON_NOW: Final = "開催中（{time}）"
UP_NEXT: Final = "次のセッション"
NOW_MORE: Final = "ほか{count}件"
BREAK: Final = "休憩"
AS_OF: Final = "現在、プログラムの変更を取得できません。{when}時点の内容を表示しています。"
