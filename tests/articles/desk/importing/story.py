"""An invented page of a town's portal, in the shape in which such pages are saved."""

MENU = ["Cổng thông tin điện tử phường Biển Xanh", "Trang chủ", "Lịch công tác tuần"]
HEADLINE = "Phường Biển Xanh ra quân làm sạch bãi biển hưởng ứng Ngày Môi trường thế giới"
LEAD = (
    "Ngày 5/6, Đảng ủy, UBND phường Biển Xanh tổ chức lễ ra quân làm sạch bãi biển, với sự tham "
    "gia của hơn 300 cán bộ, đoàn viên, hội viên, chiến sĩ và người dân các khu phố ven biển."
)
PROGRAMME = (
    "Ngay sau lễ phát động, các lực lượng chia thành bốn nhóm, thu gom rác thải dọc ba cây số bờ "
    "biển từ cảng cá đến mũi Hải Đăng. Đến trưa, gần hai tấn rác được phân loại và chuyển về nơi "
    "xử lý. Nhiều hộ kinh doanh mang theo xe đẩy và nước uống để tiếp sức cho các nhóm."
)
CAPTION = "Đồng chí Trần Văn Biển, Bí thư Đảng ủy phường phát biểu tại lễ ra quân"
PLAN = (
    "Phát biểu tại lễ ra quân, đồng chí Trần Văn Biển đề nghị mỗi khu phố nhận chăm một đoạn bờ "
    "biển, mỗi gia đình bớt dùng túi ni lông, mỗi trường học có một buổi ngoại khóa về biển. "
    "Phường sẽ đặt thêm thùng rác ở các lối xuống bãi tắm và công khai kết quả hằng tháng."
)
CAPTION_WITH_PERIOD = "Các đại biểu tới thăm khu phân loại rác của Đoàn phường."
THANKS = (
    "Bà con khu phố Ba cho biết, từ khi có nhóm tự quản, bãi biển trước nhà sạch hơn hẳn. Khách "
    "đến nghỉ cũng tự giác mang rác về đúng chỗ. Sắp tới, khu phố sẽ làm thêm bảng nhắc bằng hình "
    "vẽ của các em học sinh, treo ở từng lối xuống bãi."
)
RELATED_HEADING = "Tin cùng chuyên mục"
RELATED = [
    "Khai mạc giải bóng chuyền bãi biển phường Biển Xanh",
    "Trao học bổng cho con em ngư dân vươn khơi",
    "Ra mắt tổ hòa giải khu phố Ba",
]
BODY = [PROGRAMME, CAPTION, PLAN, CAPTION_WITH_PERIOD, THANKS]
STORY = [HEADLINE, LEAD, *BODY]


def text_of(lines):
    return "\n\n".join(lines)


def twice(lines):
    """Each line printed two times: once under the thumbnail, once as the link."""
    return [line for line in lines for _ in range(2)]


def saved_page():
    return text_of(["Banner tin", *STORY, RELATED_HEADING, *twice(RELATED)])
