"""Messages of the organizers' sign-in."""

from typing import Final

TITLE: Final = "主催者"
NAME: Final = "お名前"
NAME_HELP: Final = "プログラムの履歴に表示されます。"
NAMELESS: Final = "主催者（無記名）"
PASSWORD: Final = "主催者用パスワード"  # noqa: S105  the label of a box
SIGN_IN: Final = "サインイン"
SIGN_IN_WITH: Final = "{provider}でサインイン"
SIGN_OUT: Final = "サインアウト"
SIGNED_IN: Final = "{name}としてサインインしています。"
FOR_ORGANIZERS: Final = "このページは主催者用です。"
WRONG: Final = "パスワードが違います。"
WAIT: Final = "間違いが続いたため、あと{seconds}お待ちになってからお試しください。"
AGAIN: Final = "{hours}以上操作がありませんでした。もう一度サインインしてください。"
OPEN: Final = (
    "パスワードがまだ設定されていません。それまでこのページを開けるのは、このサーバーのターミナルに表示されたリンクを"
    "持っている人だけです。ほかの人がアクセスできるようにする前に、次を実行してください："
    "{command} password"
)
LINK: Final = (
    "パスワードがまだ設定されていません。このサーバーを起動したターミナルにリンクが表示されています。"
    "そのリンクを開くと、このコンピューターで主催者として操作できます。"
    "または、次のコマンドでパスワードを設定してください：{command} password"
)
UNKEPT: Final = (
    "サインインを保存できません。プログラムのフォルダーに書き込めないか、ディスクに空きがありません。"
    "サーバーの管理者による修正が必要です。"
)
UNANSWERED: Final = (
    "サインインの応答がありませんでした。もう一度お試しください。解決しない場合は、ページを再読み込みしてください。"
)
THIS_COMPUTER: Final = "このコンピューターの主催者"
CLOSED: Final = (
    "パスワードが設定されていないため、主催者用ページは閉じています。サーバーの管理者は次のコマンドで開けます："
    "{command} password"
)
UNREADABLE: Final = (
    "主催者用パスワードを読み取れません。サーバーの管理者は次のコマンドで設定し直せます：{command} password"
)
NO_SECRETS: Final = "secrets.tomlを読み取れないため、誰もサインインできません。サーバーの管理者による修正が必要です。"
NO_PROVIDER: Final = (
    "サインインが設定されていません。secrets.tomlの[auth]にclient_idがありません。"
    "サーバーの管理者による修正が必要です。"
)
HEADERS: Final = (
    "サインインは閉じています。server.trustedUserHeadersの設定により、"
    "認証プロバイダーだけが示せる{names}をリクエストのヘッダーで名乗れる状態です。"
    "サーバーの管理者がこの設定から外す必要があります。"
)
NO_UPLOAD: Final = "ファイルを送信できるのは、サインインした主催者だけです。主催者用ページでサインインしてください。"
TOO_BIG: Final = (
    "ファイルが{limit:,}バイトを超えています。小さいものを送ってください。"
    "プログラムが5,000,000バイトを超えることはほとんどありません。"
)


def seconds(count: float) -> str:
    """ "40秒": a wait, rounded up."""
    return f"{max(1, -int(-count // 1))}秒"


def hours(count: int) -> str:
    """ "8時間"."""
    return f"{count}時間"
