"""The abbreviations of the newsroom and what they stand for, the usual reading first."""

LONG_FORMS: dict[str, tuple[str, ...]] = {
    "UBND": ("Ủy ban nhân dân",),
    "HĐND": ("Hội đồng nhân dân",),
    "MTTQ": ("Mặt trận Tổ quốc",),
    "UBMTTQ": ("Ủy ban Mặt trận Tổ quốc",),
    "UBTW": ("Ủy ban Trung ương",),
    "UBTƯ": ("Ủy ban Trung ương",),
    "TW": ("Trung ương",),
    "TƯ": ("Trung ương",),
    "T.Ư": ("Trung ương",),
    "T.W": ("Trung ương",),
    "BCT": ("Bộ Chính trị",),
    "BBT": ("Ban Bí thư", "Ban Biên tập"),
    "BCH": ("Ban Chấp hành",),
    "BTV": ("Ban Thường vụ", "biên tập viên"),
    "UV": ("Ủy viên",),
    "UVBTV": ("Ủy viên Ban Thường vụ",),
    "UVBCH": ("Ủy viên Ban Chấp hành",),
    "TVTU": ("Ban Thường vụ Tỉnh ủy", "Ban Thường vụ Thành ủy"),
    "TUV": ("Tỉnh ủy viên",),
    "UVTW": ("Ủy viên Trung ương",),
    "UVTƯ": ("Ủy viên Trung ương",),
    "UVT.Ư": ("Ủy viên Trung ương",),
    "PBT": ("Phó Bí thư",),
    "TT": ("Thường trực", "thị trấn"),
    "UBKT": ("Ủy ban Kiểm tra",),
    "BCĐ": ("Ban Chỉ đạo",),
    "BTC": ("Ban Tổ chức",),
    "ĐBQH": ("đại biểu Quốc hội",),
    "TU": ("Tỉnh ủy", "Thành ủy"),
    "TP": ("thành phố",),
    "TX": ("thị xã",),
    "CT": ("Chủ tịch",),
    "PCT": ("Phó Chủ tịch",),
    "VP": ("Văn phòng",),
    "CCB": ("Cựu chiến binh",),
    "LHPN": ("Liên hiệp Phụ nữ",),
    "LHTN": ("Liên hiệp Thanh niên",),
    "LĐLĐ": ("Liên đoàn Lao động",),
    "ND": ("Nông dân",),
    "BCHQS": ("Ban Chỉ huy Quân sự",),
    "BĐBP": ("Bộ đội Biên phòng",),
    "CA": ("Công an",),
    "KT-XH": ("kinh tế - xã hội",),
    "QP-AN": ("quốc phòng - an ninh",),
    "GPMB": ("giải phóng mặt bằng",),
    "NTM": ("nông thôn mới",),
    "TTHC": ("thủ tục hành chính",),
    "GD&ĐT": ("Giáo dục và Đào tạo",),
}
# Written "Tp" and "tp." as often as in capitals.
_OF_ANY_CASE = {"TP", "TX"}


def abbreviation_in(word: str) -> str:
    """The abbreviation that ``word`` (in NFC) is, without its full stop; "" for none."""
    bare = word.rstrip(".")
    if bare in LONG_FORMS:
        return bare
    upper = bare.upper()
    return upper if upper in _OF_ANY_CASE else ""
