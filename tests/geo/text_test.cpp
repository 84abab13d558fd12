#include "geo/text.hpp"

#include <random>

#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

using namespace std::string_literals;

void expect_refused(const std::string& bytes) {
  const auto decoded = decode(bytes);
  ASSERT_FALSE(decoded) << decoded->utf8;
  EXPECT_EQ(decoded.error().code, ErrorCode::BadInput);
  EXPECT_TRUE(decoded.error().zh.ends_with("。"));
}

void expect_decoded(const std::string& bytes, const std::string& utf8, Encoding encoding) {
  const auto decoded = decode(bytes);
  ASSERT_TRUE(decoded) << decoded.error().en;
  EXPECT_EQ(decoded->utf8, utf8);
  EXPECT_EQ(name(decoded->encoding), name(encoding));
}

// The slow twin of is_valid_utf8: Unicode 15, table 3-7, written out.
bool well_formed(const std::string& s) {
  const auto in = [&](std::size_t i, int lo, int hi) {
    return i < s.size() && static_cast<unsigned char>(s[i]) >= lo && static_cast<unsigned char>(s[i]) <= hi;
  };
  for (std::size_t i = 0; i < s.size();) {
    if (in(i, 0, 0x7F))
      i += 1;
    else if (in(i, 0xC2, 0xDF) && in(i + 1, 0x80, 0xBF))
      i += 2;
    else if (((in(i, 0xE0, 0xE0) && in(i + 1, 0xA0, 0xBF)) || (in(i, 0xE1, 0xEC) && in(i + 1, 0x80, 0xBF)) ||
              (in(i, 0xED, 0xED) && in(i + 1, 0x80, 0x9F)) || (in(i, 0xEE, 0xEF) && in(i + 1, 0x80, 0xBF))) &&
             in(i + 2, 0x80, 0xBF))
      i += 3;
    else if (((in(i, 0xF0, 0xF0) && in(i + 1, 0x90, 0xBF)) || (in(i, 0xF1, 0xF3) && in(i + 1, 0x80, 0xBF)) ||
              (in(i, 0xF4, 0xF4) && in(i + 1, 0x80, 0x8F))) &&
             in(i + 2, 0x80, 0xBF) && in(i + 3, 0x80, 0xBF))
      i += 4;
    else
      return false;
  }
  return true;
}

}  // namespace

TEST(Text, ReadsWhatOfficesWrite) {
  expect_decoded("", "", Encoding::Utf8);
  expect_decoded("plain", "plain", Encoding::Utf8);
  expect_decoded("海淀区", "海淀区", Encoding::Utf8);
  expect_decoded("\xEF\xBB\xBF海淀区", "海淀区", Encoding::Utf8Bom);
  expect_decoded("\xBA\xA3\xB5\xED\xC7\xF8", "海淀区", Encoding::Gb18030);
  expect_decoded("\x84\x31\x95\x33\xBA\xA3", "海", Encoding::Gb18030);
  expect_decoded("\xFF\xFE\x77\x6D\xC0\x6D\x3A\x53", "海淀区", Encoding::Utf16Le);
  expect_decoded("\xFE\xFF\x6D\x77\x6D\xC0\x53\x3A", "海淀区", Encoding::Utf16Be);
  expect_decoded("\xFF\xFE\x40\xD8\x0B\xDC", "𠀋", Encoding::Utf16Le);
}

TEST(Text, RareCharactersSurviveGb18030) {
  const std::string rare = "䶮㛃𠅤𣲘";  // four-byte forms, as in names of places
  const auto gb = encode_gb18030(rare);
  ASSERT_TRUE(gb);
  ASSERT_FALSE(is_valid_utf8(*gb));
  expect_decoded(*gb, rare, Encoding::Gb18030);
}

TEST(Text, RefusesRatherThanLosing) {
  expect_refused("\xBA\xA3\xB5");               // GB18030 cut in the middle of a character
  expect_refused("\xBA\xA3\xFF");               // no such byte in GB18030
  expect_refused("\xEF\xBB\xBF\xBA\xA3");       // says UTF-8, is not
  expect_refused("\xFF\xFE\x77");               // half a UTF-16 unit
  expect_refused("\xFF\xFE\x40\xD8\x41\x00"s);  // lone surrogate
  expect_refused("\xFF\xFE\0\0\x77\x6D\0\0"s);  // UTF-32
  expect_refused("\x81\x30\x81\x30\x81"s);
}

TEST(Text, TheFaultIsFoundAtTheEndOfALongFileToo) {
  std::string gb;
  for (int i = 0; i < 200'000; ++i) gb += "\xBA\xA3\xB5\xED";
  ASSERT_TRUE(decode(gb));
  EXPECT_EQ(decode(gb)->utf8.size(), 200'000u * 6);
  expect_refused(gb + "\xBA");
  expect_refused(gb + "\xFF" + gb);
}

TEST(Text, ValidityAgreesWithTheTableOfTheStandard) {
  std::mt19937 random(3);
  const std::string pieces[] = {
      "a",        "é",        "海",   "𠀋",   "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
      "\xE6\xB5", "\xF0\x9F", "\x80", "\xFF", "bcdefghij"};
  for (int i = 0; i < 20'000; ++i) {
    std::string s;
    for (auto n = random() % 6; n-- > 0;) s += pieces[random() % (i % 3 ? 4 : std::size(pieces))];
    if (i % 5 == 0 && !s.empty()) s[random() % s.size()] = static_cast<char>(random());
    ASSERT_EQ(is_valid_utf8(s), well_formed(s)) << testing::PrintToString(s);
  }
}

TEST(Text, EveryCharacterOfThePlaneRoundTripsThroughGb18030) {
  std::size_t failed = 0;
  for (unsigned c = 0x80; c < 0xFFFE; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string utf8;
    if (c < 0x800)
      utf8 = {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 63))};
    else
      utf8 = {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 63)),
              static_cast<char>(0x80 | (c & 63))};
    // 龘 before it, so that a signature at the start is not taken for one.
    const auto gb = encode_gb18030("龘" + utf8);
    if (!gb) {
      ++failed;
      continue;
    }
    const auto back = decode(*gb);
    if (!back || back->utf8 != "龘" + utf8) ++failed;
  }
  EXPECT_EQ(failed, 0u);
}

TEST(Text, WidthIsFoldedAndEndsTrimmed) {
  EXPECT_EQ(fold_width("Ａ１　"), "A1");
  EXPECT_EQ(fold_width("　１２３．５０　元 \t"), "123.50 元");
  EXPECT_EQ(fold_width("（海淀）：Ｘ－１"), "(海淀):X-1");
  EXPECT_EQ(fold_width("a　b"), "a b");
  EXPECT_EQ(fold_width("\xC2\xA0\xEF\xBB\xBF x\r\n"), "x");
  EXPECT_EQ(fold_width(" 　 "), "");
  EXPECT_EQ(fold_width("《某》项目。"), "《某》项目。");
  EXPECT_EQ(fold_width("\xFFx\xE6"), "\xFFx\xE6") << "broken bytes pass untouched";
}

TEST(Text, OnlyTheLettersAToZBecomeSmall) {
  EXPECT_EQ(lower_ascii("工地.SHP Zz[@`{Ａ"), "工地.shp zz[@`{Ａ");
  EXPECT_EQ(lower_ascii(""), "");
}

TEST(Text, CodePointsAreCounted) {
  EXPECT_EQ(count_code_points(""), 0u);
  EXPECT_EQ(count_code_points("a海𠀋"), 3u);
}

TEST(Text, EncodingRefusesWhatIsNotUtf8) { EXPECT_FALSE(encode_gb18030("\xBA\xA3")); }

}  // namespace anxin::test
