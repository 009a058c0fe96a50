"""Messages of the search across all conferences. Programme texts are never part of them."""

from typing import Final

TITLE: Final = "全カンファレンス"
OFFER: Final = "全カンファレンスで検索"
INTRODUCTION: Final = "ここで公開されている {count:,} 件のカンファレンスをまとめて検索します。"
ONE: Final = "ここで公開されているカンファレンスは「{name}」だけです。検索ページで検索できます。"
NO_SESSIONS: Final = "これらのカンファレンスには、まだセッションがありません。"
NOT_CLOSE: Final = "どのカンファレンスにも「{interest}」に近いセッションはありません。最も近いものを表示しています。"
NO_MORE: Final = "すべてのカンファレンスの全セッションを表示しました。"
ALSO_AT: Final = "次でも開催"
SEARCHED: Final = "検索したカンファレンス：{count:,} 件。すべてのセッションを調べました。"
APPROXIMATE: Final = (
    "検索したカンファレンス：{count:,} 件。近似インデックスによる検索のため、見落としがあるかもしれません。"
)
