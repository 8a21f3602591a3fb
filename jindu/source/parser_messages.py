"""Translate the parser's errors to Chinese."""

from __future__ import annotations

import re

UNPAIRED = (
    "这里的引号没有配对，后面的几行都被当成了引号里的文字。",
    "在这个值写完的地方补上后一个引号；引号要用半角。",
    "YML001",
)
"""Message, tip and code for a quote that is not closed."""
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "这里又出现了一个冒号，前面的内容还没有写完。",
        "看这一行和上一行：冒号是不是半角、后面有没有空格、缩进是否对齐；"
        "值里要用冒号时写全角“：”或者给整个值加双引号。",
    ),
    (
        "could not find expected ':'",
        "这一行（或上一行）缺少半角冒号，读不出键。",
        "每行写成“键: 值”，冒号用半角，后面空一格；续行的文字要比键多缩进两格。",
    ),
    (
        "did not find expected ',' or ']'",
        "方括号没有配对，或者各项之间不是半角逗号。",
        "写成 [甲, 乙]，逗号和括号都用半角。",
    ),
    (
        "did not find expected ',' or '}'",
        "花括号没有配对，或者各项之间不是半角逗号。",
        "写成 {名称: 甲, 职务: 主任}，逗号、冒号和括号都用半角。",
    ),
    (
        "did not find expected '-' indicator",
        "这一行的缩进与上面的列表项对不上。",
        "同一列表的各项“- ”要上下对齐，项内的键要比“-”多缩进两格。",
    ),
    (
        "did not find expected key",
        "这一行的缩进与上一行对不上。",
        "同一层的键要上下对齐；缩进只用半角空格，每层两个。",
    ),
    (
        "block sequence entries are not allowed",
        "这里不能出现“- ”。",
        "列表要另起一行写在键的下面，缩进两格；不要写在“键: ”的同一行。",
    ),
    (
        "block mapping",
        "这一行的缩进与上一行对不上。",
        "同一层的键要上下对齐；缩进只用半角空格，每层两个。",
    ),
    (
        "cannot start any token",
        "这个字符不能作为值的开头。",
        '把整个值用双引号括起来，例如 "@柳林"。',
    ),
    (
        "unexpected end of stream",
        *UNPAIRED[:2],
    ),
    (
        "unexpected document indicator",
        "引号里的文字还没有完，就出现了“---”或“...”。",
        "补上后一个引号；引号要用半角。",
    ),
    (
        "unknown escape character",
        "双引号里的反斜杠“\\”后面的字符不认识。",
        "把双引号改成单引号，或者把“\\”写成“\\\\”。",
    ),
    (
        "hexdecimal number",
        "双引号里的“\\x”“\\u”后面不是完整的字符编码。",
        "直接写出这个字符；要写反斜杠本身，写成“\\\\”。",
    ),
    (
        "invalid Unicode character escape code",
        "双引号里的“\\u”写的不是任何字符的编码。",
        "直接写出这个字符；要写反斜杠本身，写成“\\\\”。",
    ),
    (
        "alphabetic or numeric character",
        "星号“*”或“&”开头的值有特殊含义。",
        "把整个值用双引号括起来。",
    ),
    (
        "tab character",
        "缩进里用了制表符（Tab）。",
        "缩进只能用半角空格，每层两个；续行的文字前面也一样。",
    ),
    (
        "expected comment or line break",
        "“|”或“>”的后面写了文字。",
        "“|”“>”表示下面几行都是正文：正文另起一行并缩进两格；只有一行的，去掉“|”“>”。",
    ),
    (
        "indentation indicator equal to 0",
        "“|”或“>”的后面写了0。",
        "去掉后面的数字，正文另起一行并缩进两格。",
    ),
    (
        "mapping keys are not allowed",
        "“? ”开头的内容有特殊含义。",
        "去掉问号，或者把整个值用双引号括起来；问号用全角“？”。",
    ),
    (
        "unexpected ':'",
        "括号里的值带有半角冒号。",
        "值里要用冒号时写全角“：”，或者给整个值加双引号。",
    ),
    (
        "expected node content",
        "这里应当写一个值，却出现了多余的标点。",
        "检查括号、逗号是否多写，引号是否成对。",
    ),
    (
        "<document start>",
        "前面的内容已经结束，这里又多出了一段。",
        "检查这一行和上一行的缩进和括号；百分号“%”开头的行要用双引号括起来。",
    ),
    *(
        (words, "感叹号“!”开头的值有特殊含义。", "把整个值用双引号括起来；感叹号用全角“！”。")
        for words in ("tag URI", "tag handle", "expected '>'", "expected '!'", "URI escaped octet")
    ),
    *(
        (words, "百分号“%”开头的行有特殊含义。", "把它移到值里，并给整个值加双引号。")
        for words in (
            "directive",
            "expected digit or '.'",
            "version number",
            "incompatible YAML document",
            "non-alphabetical character",
        )
    ),
    *(
        (words, "值的开头有“!”“&”“*”之类的符号，后面的内容读不出来。", "把整个值用双引号括起来。")
        for words in ("expected whitespace", "UTF-8 octet")
    ),
    (
        "control characters are not allowed",
        "这里有一个看不见的控制字符。",
        "删去它，重新键入这一处。",
    ),
)


_OF_PYYAML = (
    ("sequence entries are not allowed", "block sequence entries are not allowed"),
    ("expected ',' or ']'", "did not find expected ',' or ']'"),
    ("expected ',' or '}'", "did not find expected ',' or '}'"),
    ("expected <block end>", "did not find expected key"),
    ("expected the node content", "did not find expected node content"),
    ("expected '<document start>'", "did not find expected <document start>"),
    ("found unexpected document separator", "found unexpected document indicator"),
    ("hexadecimal numbers, but", "did not find expected hexdecimal number"),
    ("in the range 1-9, but found 0", "found an indentation indicator equal to 0"),
    ("expected a comment or a line break", "did not find expected comment or line break"),
    ("expected chomping or indentation", "did not find expected comment or line break"),
    ("expected alphabetic", "did not find expected alphabetic or numeric character"),
    ("expected '>'", "did not find the expected '>'"),
    ("expected '!'", "did not find expected '!'"),
    ("expected URI", "did not find expected tag URI"),
    ("undefined tag handle", "found undefined tag handle"),
    ("duplicate", "found duplicate %TAG directive"),
    ("expected a digit", "did not find expected digit or '.' character"),
)
"""Part of a message of PyYAML's parser, and libyaml's message for the same error."""


def in_words_of_libyaml(problem: str, context: str) -> str:
    """Return libyaml's message for an error of PyYAML's parser."""
    if "directive" in context:
        return "could not find expected directive name"
    if re.match(r"expected (?:' '|URI, but found '\S')", problem):
        return "did not find expected whitespace or line break"
    if "<block end>" in problem and "collection" in context:
        return "did not find expected '-' indicator"
    return next((words for part, words in _OF_PYYAML if part in problem), problem)


MAX_DEPTH = 64
TOO_DEEP = (
    f"括号或缩进套了{MAX_DEPTH}层以上，不像一份方案。",
    "检查这里的方括号、花括号是否成对。",
    "YML004",
)
"""Message, tip and code for a text that is nested too deep."""
AFTER_END = (
    "值的引号或括号已经结束，后面又写了文字。",
    "引号要括住整个值，值里的引号写成“”；后面是另一项的，前面加半角逗号或者另起一行。",
    "YML001",
)


def never_closed(sign: str) -> tuple[str, str, str]:
    """Return message, tip and code for a bracket or brace that is never closed."""
    end = {"[": "]"}.get(sign, "}")
    return (
        f"这里的“{sign}”没有与它配对的“{end}”。",
        f"在这一组写完的地方补上“{end}”；各项之间用半角逗号。",
        "YML001",
    )


def in_chinese(problem: str, before: str) -> tuple[str, str, str]:
    """Return message, tip and code for an error of libyaml.

    ``before`` is the line up to the place of the error.
    """
    if "maximum nesting depth" in problem:
        return TOO_DEEP
    if problem.startswith("did not find expected") and before.rstrip().endswith(tuple("\"']}")):
        return AFTER_END
    for words, message, tip in _PROBLEMS:
        if words in problem:
            return message, tip, "YML001"
    return "从这里起读不出内容。", "检查这一行和上一行的冒号、缩进、引号和括号。", "YML001"
