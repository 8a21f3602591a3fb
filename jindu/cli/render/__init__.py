"""``jindu render``."""

from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import completion, help, options
from jindu.errors import UserError
from jindu.output import FORMATS
from jindu.output.fonts import PROFILES

INTERNAL, PUBLIC = "internal", "public"
"""Editions of a document."""

app = typer.Typer()


@app.command(cls=help.Command)
def render(
    paths: Annotated[
        list[Path], typer.Argument(help="方案文件或文件夹，可以有几个。", metavar="方案...")
    ],
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            "-t",
            help="生成什么格式，默认看 -o 的扩展名，没有写的为 docx。",
            click_type=options.choice(FORMATS),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="生成的文件或者文件夹，默认与方案同名，放在方案旁边。"),
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            "--doc",
            help="文件种类，用 jindu templates list 查看。",
            autocompletion=completion.kinds,
        ),
    ] = "实施方案",
    edition: Annotated[
        str,
        typer.Option(
            "--edition",
            help="internal 内部版，public 公开版。",
            click_type=options.choice((INTERNAL, PUBLIC)),
        ),
    ] = INTERNAL,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="方案里没有的内容，如 会议时间=3月5日。", metavar="名称=值"),
    ] = None,
    fonts: Annotated[
        str,
        typer.Option(
            "--fonts",
            help="字体：gb 公文字体，windows 系统自带，noto 开源字体。",
            click_type=options.choice(PROFILES),
        ),
    ] = "gb",
    template: Annotated[
        Path | None,
        typer.Option("--template", help="用自己的 Word 文件（如单位红头.docx）作模板。"),
    ] = None,
    contents: Annotated[
        bool, typer.Option("--toc", help="正文之前加目录，用于较长的 Word 文件和网页。")
    ] = False,
    by_title: Annotated[
        bool, typer.Option("--by-title", help="几份方案生成的文件按标题取名，放在一个文件夹里。")
    ] = False,
    config: options.Config = None,
    allow_errors: Annotated[
        bool, typer.Option("--allow-errors", help="有错误也生成，每页标明“草稿”。")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖有人改过的、不是由本工具生成的文件。")
    ] = False,
    today: Annotated[str | None, options.today("排会议议程用，")] = None,
) -> None:
    """生成正式的文件：实施方案、印发通知、资金申请等（Word、PDF、网页、Excel、日历）。"""
    from jindu.cli.plans import plan_files
    from jindu.cli.render import arguments, run
    from jindu.cli.render.targets import Targets
    from jindu.output.render import RenderOptions

    wanted = RenderOptions(
        kind=arguments.kind_of(kind),
        public=edition == PUBLIC,
        allow_errors=allow_errors,
        given=arguments.given(settings or ()),
        today=options.day(today),
        fonts=fonts,
        contents=contents,
        template=template,
    )
    form = arguments.form_of(to, output)
    if template is not None and form != "docx":
        raise UserError("--template 只用于生成 Word 文件（--to docx）。")
    if template is not None and not template.is_file():
        raise UserError(f"找不到 Word 模板“{template}”。", "检查文件名和所在文件夹。")
    chosen = plan_files(paths)
    targets = Targets(chosen, output, wanted.kind, form, by_title=by_title)
    raise typer.Exit(run.render_files(chosen, targets, form, wanted, config, force=force))
