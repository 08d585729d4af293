"""The small words that the grammar of a list of officials is made of."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that name a form of address; the key is what the printed words come to.
HONORIFICS: dict[tuple[str, ...], str] = {
    ("đồng", "chí"): "đồng chí",
    ("đ/c",): "đồng chí",
    ("ông",): "ông",
    ("bà",): "bà",
}
# What may stand between a title or form of address and the name: degrees and military ranks.
DEGREES: tuple[tuple[str, ...], ...] = (
    *((each,) for each in ("ths", "ths.", "ts", "ts.", "gs", "gs.", "pgs", "pgs.", "bs", "bs.")),
    *((each,) for each in ("pgs.ts", "pgs.ts.", "pgs. ts", "gs.ts", "gs.ts.", "ks.", "ls.")),
    *(
        (grade, rank)
        for rank in ("tá", "úy", "tướng")
        for grade in ("đại", "thượng", "trung", "thiếu")
    ),
    ("tiến", "sĩ"),
    ("thạc", "sĩ"),
    ("bác", "sĩ"),
    ("kỹ", "sư"),
    ("luật", "sư"),
)
FORMER = "nguyên"
# Words that put the title after them into the past.
OF_THE_PAST = frozenset({FORMER, "cựu", "cố"})
ACTING: dict[tuple[str, ...], str] = {
    ("quyền",): "quyền",
    ("phụ", "trách"): "phụ trách",
    ("điều", "hành"): "điều hành",
}
# After the title of an ended place: "Chủ tịch UBND huyện Bình Xuyên cũ".
ENDED = (("cũ",), ("trước", "đây"), ("(", "cũ", ")"), ("(", "trước", "đây", ")"))
# What joins two titles of one person.
JOINTS: tuple[tuple[str, ...], ...] = (
    ("đồng", "thời", "là"),
    ("đồng", "thời"),
    ("kiêm", "nhiệm"),
    ("kiêm",),
    ("và",),
    (",",),
    ("-",),
)
# The first word of titles, also of those that no register has, and what can follow it.
_SECOND = {
    "phó": None,
    "bí": {"thư"},
    "chủ": {"tịch", "nhiệm"},
    "trưởng": None,
    "giám": {"đốc"},
    "tổng": {"bí", "giám", "biên", "thư"},
    "thứ": {"trưởng"},
    "bộ": {"trưởng"},
    "chánh": None,
    "ủy": {"viên"},
    "viện": {"trưởng"},
    "hiệu": {"trưởng"},
    "thủ": {"tướng"},
    "thị": {"trưởng"},
    "đội": {"trưởng"},
    "cục": {"trưởng"},
    "vụ": {"trưởng"},
    "chi": {"cục"},
    "đại": {"biểu", "sứ"},
    "thường": {"trực"},
    "thành": {"viên"},
    "cán": {"bộ"},
    "chuyên": {"viên"},
    "anh": {"hùng"},
    "nhà": {"giáo"},
    "thầy": {"thuốc"},
}


def begins_title(first: str, second: str) -> bool:
    """Whether two words can begin a title."""
    allowed = _SECOND.get(first, set())
    return first in _SECOND and (allowed is None or second in allowed)


# Beginnings of titles, where the word after them may have been left out.
HALF_HEADS = frozenset({"bí", "chủ", "giám", "ủy", "phó", "trưởng", "tổng", "thứ", "thủ", "chánh"})


# Small words inside the names of offices, so that a title nobody registered is read to its end.
OFFICE_WORDS = _words(
    "an ảnh áp ban biên biểu bí bình binh bộ cảnh các cao cấp chấp chí chiến chính chỉ chủ chức "
    "chuyên công cục cựu dân dục du dựng đảng đào đạo đất đầu đình đoàn đô đốc đội đồng đơn "
    "động giáo giao gia hải hành hiệp hoạch hóa học hội huy huyện hữu kế khí khoa khoáng khu "
    "kiểm kinh kỹ lao lịch liên luật lực lượng lý môi ngành nghệ nghiệp ngoại nhà nhân nhi "
    "nhiệm nông nữ nước phẩm pháp phát phòng phố phó phụ phường quan quân quận quốc quy quyền "
    "sản sát sở sử sự sức tài tạo tập tế thành thanh thao thể thẩm thi thị thiết thiếu thông "
    "thôn thống thú thư thực thuật thuế thủy thương thường tịch tiền tin tỉnh toán tổ tòa "
    "tổng tra trách trấn trí triển trình trực trung truyền trường trưởng tuyên tư tướng ty ủy "
    "ứng và văn vận vệ viên viện việc vụ vùng xã xét xuất y"
)
# Verbs that begin with such a word, so that a title ends before them.
VERBS = tuple(
    tuple(verb.split())
    for verb in (
        "phát biểu",
        "phát động",
        "phát lệnh",
        "chủ trì",
        "kiểm tra",
        "chỉ đạo",
        "chỉ rõ",
        "giao nhiệm vụ",
        "giao cho",
        "trực tiếp",
        "trực chỉ đạo",
        "trình bày",
        "thông tin",
        "thông qua",
        "thông báo",
        "thống nhất",
        "thực hiện",
        "tuyên bố",
        "tuyên thệ",
        "tuyên dương",
        "tặng quà",
        "tổ chức",
        "công bố",
        "động viên",
        "đồng ý",
        "đồng tình",
        "vận động",
        "thị sát",
        "thẩm định",
        "tiếp thu",
        "tiếp đoàn",
        "tiếp xúc",
        "tiếp công dân",
        "hội kiến",
        "hội đàm",
        "triển khai",
        "quan tâm",
        "an ủi",
        "trao",
        "thăm",
        "dự",
        "và đoàn",
        "và các",
        "và đại biểu",
        "và lãnh đạo",
    )
)
COLLECTIVES: tuple[tuple[str, ...], ...] = (
    ("lãnh", "đạo"),
    ("đại", "diện"),
    ("các", "sở"),
    ("các", "ban"),
    ("các", "phòng"),
    ("các", "đơn", "vị"),
    ("các", "cơ", "quan"),
    ("các", "thành", "viên"),
    ("thành", "viên"),
    ("cán", "bộ"),
    ("đông", "đảo"),
    ("toàn", "thể"),
)
# Family names, told apart from other capitalised words at the beginning of an unknown name.
FAMILY_NAMES = _words(
    "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đào đoàn vương "
    "trịnh trương đinh lâm phùng mai tô hà tạ tống thái quách cao chu châu la lưu lương mạc "
    "nghiêm ninh nông quan tăng thạch thân thiều tôn từ viên vi văn uông ứng bạch bế cấn chử "
    "cù diệp doãn đàm đồng giang giáp hứa kiều khổng khuất kim lã lại lò lục lường ma mã mẫn "
    "nhữ phí quàng sầm sùng tằng tiêu thào thẩm triệu trưng vàng vừ xa"
)
