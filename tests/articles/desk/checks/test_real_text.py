"""The checks on a page as it was really printed, with its known slips and nothing else."""

from datetime import date

from articles.desk.checks import Level, check, text_of_printed

# Sentences in the manner of the portal, slips included.
LEAD = "Ngày 7/8, Đoàn công tác của Trung ương đã có buổi làm việc tại Thành phố Móng Cái."
BODY = (
    '<p>Kết quả của Đảng bộ thành phố Móng Cái".</p>'
    "<p>Sáp nhập Đài Truyền thanh, trung tâm chính trị về Ban Tuyên giáo Thành ủy;....</p>"
    "<p>Xây dựng nông thôn mới, đô thị văn minh...Các nhiệm vụ được triển khai.</p>"
    "<p>Tham dự có các đồng chí: Bí thư Thành ủy; Chủ tịch UBND TP; lãnh đạo các phòng, ban.</p>"
    "<p>Nghị quyết số 18, 19-NQ/TW; Đề án 25; giảm 264 biên chế, đạt 9,6% (năm 2017).</p>"
)
PICTURES = [
    {
        "place": "gallery",
        "image": 1,
        "alt_text": "Đoàn thăm Khối",
        "caption": "Đoàn công tác đã tới thăm mô hình của TP Móng Cái.",
    }
]


def test_every_known_slip_is_found_and_nothing_else():
    printed = {"headline": "Đoàn công tác làm việc", "lead": LEAD, "body": BODY}
    text = text_of_printed({**printed, "pictures": PICTURES}, date(2018, 8, 7))
    assert [(each.code, each.surface, each.level) for each in check(text)] == [
        ("quotes_unbalanced", '"', Level.WARNING),
        ("sign_doubled", ";....", Level.WARNING),
        ("space_missing", "...", Level.WARNING),
        ("date_without_year", "7/8", Level.HINT),
        ("caption_period", ".", Level.HINT),
    ]
