"""Messages of link previews, which chats and search engines show. Programme texts are never part of them."""

from typing import Final

CONFERENCE: Final = "興味のあることを入力すると、最も合うセッションとその理由がわかります。"
PROGRAMME: Final = "日と会場ごとの全タイムテーブル。"
PLAN: Final = "セッションを選び、時間の重なりを確かめ、空き時間を埋められます。"
MAP: Final = "すべてのセッションを地図で表示します。内容が似たものほど近くにあります。"
SITE: Final = "興味に合うカンファレンスのセッションと、合う理由が見つかります。"
SEARCH: Final = "「{query}」に合うセッション"
CANCELLED: Final = "中止：{title}"
