"""Messages of the map page. Programme texts are never part of them."""

from typing import Final

INTRODUCTION: Final = "点の1つ1つがセッションです。内容の近いセッションほど近くに並びます。"
HOW: Final = (
    "点をクリックするとセッションが表示されます。ドラッグで移動、Ctrlを押しながらホイールで拡大、"
    "ダブルクリックで全体に戻ります。凡例のトラックをクリックすると、そのトラックだけが表示されます。"
    "上でエリアを選んでも拡大されます。"
)
DRAWING: Final = "マップを作成しています。セッションが数千件ある場合、初回だけ数秒かかります。"
FEW: Final = "このプログラムはセッションが少ないため、マップを作成できません。すべてリストにあります。"
TOO_MANY: Final = (
    "このプログラムはセッションが多すぎるため、マップにできません。検索するか、プログラムのページでご覧ください。"
)

# The picture for those who do not see it. {neighbourhoods}: their names, joined.
PICTURE: Final = (
    "{count}件のセッションのマップ。テーマごとのエリア：{neighbourhoods}。"
    "エリアのリストに同じセッションがリンク付きで並んでいます。"
)
SEARCH: Final = "興味に合うものに印を付ける"
AREA: Final = "エリア"
WHOLE: Final = "マップ全体"
UNNAMED: Final = "エリア{number}"
BETWEEN_WORDS: Final = " · "  # between the telling words of a neighbourhood

SESSION: Final = "セッション"
WHEN: Final = "日時"
ROOM: Final = "会場"
TRACK: Final = "トラック"
OTHER_TRACKS: Final = "その他のトラック"
NO_TRACK: Final = "トラックなし"

MARKED: Final = "輪と順位の付いたものが、最も合うセッションです。"
MARKED_FAR: Final = "興味に近いものはありません。最も近いものに印が付いています。"
STARS: Final = "星はマイプランのセッションです。"
RESULT: Final = "合う順で{place}位"

SESSIONS: Final = "{count:,}件のセッション"
SESSIONS_ONE: Final = "1件のセッション"
WITH_RESULTS: Final = "印{count}件"
WITH_STARS: Final = "マイプラン{count}件"
MORE_THERE: Final = "ほか{count:,}件。上でこのエリアを選ぶと、すべて表示されます。"
MORE_OF_THEM: Final = "ほか{count:,}件は「プログラム」のページにあります。"
CHOSEN: Final = "選択したセッション"
OPEN: Final = "セッションのページを開く"
CHOSEN_SAID: Final = "マップで選択：{title}"
