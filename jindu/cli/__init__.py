"""The command line."""

import os
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jindu.cli import completion, help
from jindu.cli.console import BUG, USAGE, open_streams, say, settle, stop, write

app = typer.Typer(
    name="jindu",
    help="禁毒支部创建方案工具：编写、检查、生成正式的 Word 实施方案。",
    cls=help.Group,
    no_args_is_help=True,
    # Ours, in `_main`: told in Chinese, and nothing to load before it is asked for.
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class LevelName(StrEnum):
    """Levels as they are typed: as the output calls them, or in English."""

    draft = "草稿"
    review = "送审"
    submit = "报批"
    draft_in_english = "draft"
    review_in_english = "review"
    submit_in_english = "submit"


class ReportFormat(StrEnum):
    """Formats of findings."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"


class DocumentFormat(StrEnum):
    """Formats of documents."""

    docx = "docx"
    pdf = "pdf"
    html = "html"
    md = "md"
    xlsx = "xlsx"
    ics = "ics"


class Edition(StrEnum):
    """For whom a document is."""

    internal = "internal"
    public = "public"


class Fonts(StrEnum):
    """Sets of fonts."""

    gb = "gb"
    windows = "windows"
    noto = "noto"


def run() -> None:
    """Run a command; whatever escapes it is our bug, said without a traceback."""
    open_streams()
    completion.prepare()
    sys.exit(settle(_outcome))


def _outcome() -> int:
    """The exit code of the command that is asked for."""
    try:
        return app(standalone_mode=False, prog_name="jindu") or 0
    except typer.TyperException as error:
        say(*help.explain(error).split("\n"))
        return USAGE
    except typer.Abort:
        say("已中止，没有改动文件。")
        return USAGE
    except SystemExit as end:
        # How typer ends where the reader of the output has gone.
        raise BrokenPipeError from end
    except OSError:
        raise
    except Exception as error:
        if "JINDU_DEBUG" in os.environ:
            raise
        say(f"jindu 内部出错（{type(error).__name__}: {error}）。这是程序的缺陷。")
        say("没有哪个文件只写了一半；已经写好的都是完整的。")
        return BUG


def _date(text: str) -> date:
    from jindu.units import Unreadable, read_date

    try:
        return read_date(text).first
    except Unreadable as trouble:
        raise typer.BadParameter(f"{trouble.message}{trouble.tip}") from None


@app.callback(invoke_without_command=True)
def _main(
    version: Annotated[bool, typer.Option("--version", "-V", help="显示版本号。")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", help="为当前的命令行装上补全。")
    ] = False,
    show_completion: Annotated[
        bool, typer.Option("--show-completion", help="显示补全脚本，供复制或修改。")
    ] = False,
) -> None:
    if install_completion:
        completion.install()
        raise typer.Exit
    if show_completion:
        completion.show()
        raise typer.Exit
    if version:
        from jindu import __version__

        print(f"jindu {__version__}")
        raise typer.Exit


@app.command(cls=help.Command)
def init(
    path: Annotated[Path, typer.Argument(help="要写的方案文件。", metavar="[方案]")] = Path(
        "方案.yaml"
    ),
    scheme: Annotated[
        str,
        typer.Option("--scheme", "-s", help="采用哪个模板。", autocompletion=completion.schemes),
    ] = "community",
    listing: Annotated[bool, typer.Option("--list", help="列出全部模板。")] = False,
    defaults: Annotated[bool, typer.Option("--defaults", help="不提问，用模板的默认值。")] = False,
    settings: Annotated[
        list[str] | None, typer.Option("--set", help="直接回答，如 --set 街道=柳林街道。")
    ] = None,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="从 YAML 文件读取回答。")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")] = False,
    today: Annotated[
        str | None, typer.Option("--today", help="当作今天的日期，默认为当天。")
    ] = None,
) -> None:
    """用模板生成一份方案文件。"""
    from jindu import scaffold
    from jindu.checker import batch
    from jindu.cli import checking

    if listing:
        for line in scaffold.listing():
            print(line)
        return
    given = scaffold.InitOptions(
        settings=tuple(settings or ()),
        answers=answers,
        today=_date(today) if today else date.today(),
        ask=not defaults and sys.stdin.isatty(),
    )
    try:
        scaffold.write(path, scaffold.fill(scheme, given), answers=answers, force=force)
    except scaffold.Trouble as trouble:
        stop(str(trouble))
    say(f"已写好 {path}。")
    for note in scaffold.notes(path):
        say(note)
    report = batch.guarded(path, lambda: batch.check_file(path))
    if report.bug:
        say(f"{path}：方案写好了，检查时内部出错（{report.bug}）。这是程序的缺陷。")
        raise typer.Exit(BUG)
    checking.tell([report], clean_aside=True)
    say(f"下一步：打开文件改成本单位的内容，然后运行 jindu check {_quoted(path)}。")


@app.command(cls=help.Command)
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="方案文件或文件夹，默认为当前文件夹。", metavar="[方案]..."),
    ] = None,
    output: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="输出格式。")
    ] = ReportFormat.text,
    level: Annotated[
        LevelName | None,
        typer.Option(
            "--level",
            help="按哪一级检查，中文英文都可以；默认按方案的状态。",
            case_sensitive=False,
        ),
    ] = None,
    select: Annotated[
        str,
        typer.Option(
            "--select",
            help="只用这些规则，逗号分隔，可以只写开头，如 BUD,FND。",
            autocompletion=completion.codes,
        ),
    ] = "",
    ignore: Annotated[
        str,
        typer.Option("--ignore", help="不用这些规则，写法同上。", autocompletion=completion.codes),
    ] = "",
    config: Annotated[
        Path | None, typer.Option("--config", help="配置文件，默认从方案所在文件夹向上找。")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="改正只有一种改法的问题，原文件存为 .bak。")
    ] = False,
    unsafe: Annotated[
        bool,
        typer.Option("--unsafe", help="与 --fix 或 --diff 同用：也改多半如此的问题，如合计数。"),
    ] = False,
    no_backup: Annotated[
        bool,
        typer.Option("--no-backup", help="与 --fix 同用：不把原文件存为 .bak。"),
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="只显示 --fix 会改什么，不改文件。")] = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="基线文件：其中已有的问题不再报告。")
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="把现有的问题写进基线文件。")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="与 --write-baseline 同用：覆盖内容不是基线的文件。")
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="只显示各条规则报了几次。")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="每处问题只显示一行。")] = False,
    today: Annotated[
        str | None,
        typer.Option("--today", help="当作今天的日期，判断时限过没过，默认为当天。"),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="同时用几个进程；0 为处理器个数。")
    ] = 1,
) -> None:
    """检查方案，逐处指出问题、依据和改法。"""
    from jindu.cli import checking

    request = checking.CheckOptions(
        checking.level_of(level.value) if level else None,
        select,
        ignore,
        config,
        fix,
        unsafe,
        not no_backup,
        diff,
        baseline,
        write_baseline,
        force,
        jobs,
        output.value,
        statistics,
        quiet,
        _date(today) if today else date.today(),
    )
    raise typer.Exit(checking.run(paths or [Path()], request))


@app.command(cls=help.Command)
def render(
    paths: Annotated[
        list[Path], typer.Argument(help="方案文件或文件夹，可以有几个。", metavar="方案...")
    ],
    to: Annotated[
        DocumentFormat | None,
        typer.Option("--to", "-t", help="生成什么格式，默认看 -o 的扩展名，没有写的为 docx。"),
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
        Edition, typer.Option("--edition", help="internal 内部版，public 公开版。")
    ] = Edition.internal,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", help="方案里没有的内容，如 会议时间=3月5日。", metavar="名称=值"),
    ] = None,
    fonts: Annotated[
        Fonts, typer.Option("--fonts", help="字体：gb 公文字体，windows 系统自带，noto 开源字体。")
    ] = Fonts.gb,
    template: Annotated[
        Path | None,
        typer.Option("--template", help="用自己的 Word 文件（如单位红头.docx）作模板。"),
    ] = None,
    contents: Annotated[
        bool, typer.Option("--toc", help="正文之前加目录，用于较长的 Word 文件和网页。")
    ] = False,
    config: Annotated[
        Path | None, typer.Option("--config", help="配置文件，默认从方案所在文件夹向上找。")
    ] = None,
    allow_errors: Annotated[
        bool, typer.Option("--allow-errors", help="有错误也生成，每页标明“草稿”。")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="覆盖有人改过的、不是这样生成的文件。")
    ] = False,
    today: Annotated[
        str | None, typer.Option("--today", help="当作今天的日期，排会议议程用，默认为当天。")
    ] = None,
) -> None:
    """生成正式的文件：实施方案、印发通知、资金申请等（Word、PDF、网页、Excel、日历）。"""
    from jindu.cli import rendering
    from jindu.files.search import spell_out
    from jindu.output.render import RenderOptions

    wanted = RenderOptions(
        kind=rendering.kind_of(kind),
        public=edition is Edition.public,
        allow_errors=allow_errors,
        given=rendering.given(settings or ()),
        today=_date(today) if today else date.today(),
        fonts=fonts.value,
        contents=contents,
        template=template,
    )
    form = rendering.form_of(to and to.value, output)
    if template is not None and form != DocumentFormat.docx:
        stop("--template 只用于生成 Word 文件（--to docx）。")
    if template is not None and not template.is_file():
        stop(f"找不到 Word 模板“{template}”。检查文件名和所在文件夹。")
    files = rendering.plans([path for given in paths for path in spell_out(given)])
    raise typer.Exit(rendering.render_files(files, output, form, wanted, config, force=force))


template_commands = typer.Typer(
    name="templates", help="查看、复制内置的文件模板。", cls=help.Group, no_args_is_help=True
)
app.add_typer(template_commands)


@template_commands.command("list", cls=help.Command)
def list_templates() -> None:
    """列出可以生成的文件种类。"""
    from jindu.cli import templates

    templates.list_templates()


@template_commands.command("show", cls=help.Command)
def show_template(
    kind: Annotated[
        str,
        typer.Argument(help="文件种类。", metavar="种类", autocompletion=completion.kinds),
    ],
) -> None:
    """显示一种文件的模板。"""
    from jindu.cli import templates

    templates.show_template(kind)


@template_commands.command("copy", cls=help.Command)
def copy_template(
    kind: Annotated[
        str,
        typer.Argument(help="文件种类。", metavar="种类", autocompletion=completion.kinds),
    ],
    folder: Annotated[
        Path, typer.Argument(help="方案所在的文件夹，默认为当前文件夹。", metavar="[文件夹]")
    ] = Path(),
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件。")] = False,
) -> None:
    """把一种文件的模板复制到方案旁边，供修改。"""
    from jindu.cli import templates

    templates.copy_template(kind, folder, force)


@app.command(cls=help.Command)
def explain(
    words: Annotated[
        list[str],
        typer.Argument(
            help="规则编码（如 SCH009）或其开头（BUD）、键（工作任务.完成时限）、标准的名称。",
            metavar="编码或键...",
            autocompletion=completion.words,
        ),
    ],
) -> None:
    """解释规则、键或者标准，可以一次写几个。"""
    from jindu.manual import explain

    unknown = [word for word in words if not explain.told(word)]
    print("\n".join(explain.told(word) for word in words if word not in unknown), end="")
    if unknown:
        stop(*map(explain.hint, unknown))


@app.command(cls=help.Command)
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="写到哪个文件，默认显示出来。")
    ] = None,
) -> None:
    """生成 JSON Schema，供编辑器补全键名、标出写错的地方。"""
    from jindu.manual.schema import text

    if output is None:
        print(text(), end="")
        return
    from jindu.files.contents import Kind

    write(output, text().encode("utf-8"), Kind.SCHEMA)
    say(f"已生成 {output}。")


def _quoted(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text
