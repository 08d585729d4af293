"""Vietnamese-looking and any other text for property tests."""

from hypothesis import strategies as st

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)

syllables = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
names = st.lists(syllables, min_size=1, max_size=5).map(" ".join)
running_text = st.lists(
    st.one_of(
        syllables,
        st.sampled_from(
            ["hoà", "HÒA", "khoẻ", "Thủy", "Uỷ", "quý", "hoàn", "Zoé", "–", "“Đề", "7/8,"]
        ),
    ),
    max_size=12,
).map(" ".join)
# Surrogates cannot come in from any file or form, and cannot be normalised away.
any_text = st.one_of(running_text, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
