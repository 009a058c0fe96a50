"""Messages about downloads of a plan. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "持ち出す"
NOTHING: Final = "セッションをマイプランに追加すると、カレンダー、ファイル、印刷物として持ち出せます。"
CALENDAR: Final = "カレンダーファイル（.ics）"
TABLE: Final = "表（.csv）"
FILE: Final = "オフライン用ウェブページ"
PRINT: Final = "印刷用表示"
WHAT_FILE: Final = "マイプランとプログラム全体が入ったウェブページです。検索を含め、ネットワークなしで使えます。"
TIMELESS_ONE: Final = "日時が未定のセッションが1件あり、カレンダーには含まれません。"
TIMELESS: Final = "日時が未定のセッションが{count}件あり、カレンダーには含まれません。"
SUBSCRIBE: Final = "カレンダーで購読する"
HOW_TO_SUBSCRIBE: Final = (
    "このアドレスをカレンダーに登録すると（「URLで追加」）、プログラムの変更に追従します。"
    "セッションの日時が変わると、カレンダーにも新しい日時が表示されます。対象は現在マイプランにあるセッションです。"
    "マイプランを変更した場合は、新しいアドレスで購読し直してください。"
)
ADDRESS: Final = "購読用アドレス"
OPEN_CALENDAR: Final = "カレンダーアプリで開く"
ONLY_HERE: Final = (
    "このアドレスはお使いのコンピューター上にあるため、インターネット上のカレンダーからは利用できません。"
)

CALENDAR_NAME: Final = "マイプラン：{conference}"

FILE_PLAN: Final = "マイプラン"
FILE_PROGRAMME: Final = "プログラム全体"
FILE_SECTIONS: Final = "セクション"
FILE_MADE: Final = "{day} {time} 現在の内容です。"
FILE_TIMES: Final = "時刻は{zone}の時間です。"
FILE_EMPTY: Final = "このプランにはセッションがありません。"
FILE_GONE_ONE: Final = "このプランのセッション1件がプログラムからなくなりました。"
FILE_GONE: Final = "このプランのセッション{count}件がプログラムからなくなりました。"
FILE_SEARCH: Final = "プログラム内の言葉を検索"
FILE_ALL: Final = "全セッション：{total}件"
FILE_SOME: Final = "該当するセッション：{total}件中{shown}件"
FILE_NONE: Final = "該当するセッションはありません。"
FILE_ABSTRACT: Final = "概要"
FILE_LEFT_OUT: Final = "プログラムが非常に大きいため、このファイルではプラン内のセッションだけに概要が付いています。"
FILE_NO_DAY: Final = "日時未定"
FILE_CANCELLED: Final = "中止"
FILE_IN_PLAN: Final = "マイプランに追加済み"
FILE_PAGE: Final = "セッションのページ"
FILE_PRINT: Final = "マイプランを印刷"
FILE_PRINT_ABSTRACTS: Final = "概要付き"
FILE_SKIP: Final = "プログラムへ移動"
