#include "geo/pinyin.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

bool reads(std::string_view name, std::string_view letters) {
  return std::ranges::count(initials(name), letters) == 1;
}

}  // namespace

TEST(Pinyin, PlacesOfBeijingAreFoundByTheLettersThatPeopleType) {
  for (const auto& [name, letters] : {std::pair{"朝阳区", "cyq"},
                                      {"什刹海", "sch"},
                                      {"长辛店", "cxd"},
                                      {"金盏", "jz"},
                                      {"大栅栏", "dsl"},
                                      {"石景山区", "sjsq"},
                                      {"长安街", "caj"},
                                      {"八宝山", "bbs"},
                                      {"东坝", "db"},
                                      {"亦庄", "yz"},
                                      {"潞城", "lc"},
                                      {"垡头", "ft"},
                                      {"十八里店", "sbld"},
                                      {"魏善庄", "wsz"},
                                      {"瀛海", "yh"},
                                      {"琉璃河", "llh"},
                                      {"单店", "sd"},
                                      {"乐成", "yc"},
                                      {"重庆", "cq"},
                                      {"厦门", "xm"},
                                      {"行宫", "xg"}})
    EXPECT_TRUE(reads(name, letters)) << name << " " << letters;
}

TEST(Pinyin, TheUsualReadingComesFirstAndAWrongOneIsNone) {
  EXPECT_EQ(initials("北京市").front(), "bjs");
  EXPECT_EQ(initials("中国").front(), "zg");
  EXPECT_EQ(initials("朝阳区").front(), "cyq");
  EXPECT_FALSE(reads("朝阳区", "byq"));
  EXPECT_FALSE(reads("金盏", "zj"));
}

TEST(Pinyin, LettersAndDigitsStandForThemselvesAndMarksAreLeftOut) {
  EXPECT_EQ(initials("A1标（二）").front(), "a1be");
  EXPECT_EQ(initials(""), std::vector<std::string>{""});
  EXPECT_EQ(initials("（）"), std::vector<std::string>{""});
  EXPECT_EQ(initial_letters(U'（'), 0u);
  EXPECT_EQ(initial_letters(U'Q'), LetterSet{1} << ('q' - 'a'));
}

TEST(Pinyin, ANameHasAtMostEightReadingsAndNoneTwice) {
  std::string many;
  for (int i = 0; i < 40; ++i) many += "朝";
  auto found = initials(many);
  EXPECT_EQ(found.size(), kMostReadings);
  EXPECT_EQ(found.front(), std::string(40, 'c'));
  std::ranges::sort(found);
  EXPECT_TRUE(std::ranges::adjacent_find(found) == found.end());
}

TEST(Pinyin, BrokenUtf8IsSkippedAndNothingIsReadBeyondTheEnd) {
  for (const char* text : {"\xE9", "\xE9\x95", "\xF0\x9F", "\x80\x80", "\xE9 \x95"}) (void)initials(text);
  EXPECT_EQ(initials("\xE9金").front(), "j");
}

// The committed table is what its script makes of Debian's Unihan today.
TEST(Pinyin, TableIsWhatTheScriptMakesOfUnihan) {
  const Scratch folder;
  const auto again = folder / "again.txt";
  const auto source = source_dir() / "geo";
  const auto run = run_command({"/usr/bin/python3", (source / "make_pinyin.py").string(), again.string()});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(read_file(again), read_file(source / "pinyin_initials.txt"));
}

}  // namespace anxin::test
