// The search against its slow twin: every name folded and compared one by one, every reading spelt out.
#include "console/desk/search_index.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <tuple>

#include "geo/pinyin.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

const Pack& pack() {
  static const Pack loaded = load_pack(pack_dir()).value();
  return loaded;
}

// Names short enough that eight readings are all of them, and many that share words.
Registry city(std::size_t projects, unsigned seed) {
  constexpr std::array<const char*, 10> kPlaces{"长辛店", "金盏", "什刹海", "朝阳",   "亦庄",
                                                "单店",   "Ａ1",  "(二)",   "大栅栏", "b"};
  constexpr std::array<const char*, 6> kWorks{"路", "站", "项目", "标段", "Lot ", "学校"};
  std::mt19937 dice(seed);
  Registry r;
  r.revision = 3;
  for (int i = 0; i < 12; ++i) {
    r.enterprise_uscc.push_back(fmt::format("91110000{:09}X", i));
    r.enterprise_name.push_back(fmt::format("{}建{}", kPlaces[dice() % 10], i));
  }
  for (std::size_t i = 0; i < projects; ++i) {
    r.id.push_back(fmt::format("P-{:06}-{:04}", 110101 + i % 16, i));
    r.name.push_back(fmt::format("{}{}{}", kPlaces[dice() % 10], kWorks[dice() % 6], dice() % 30));
    r.general_contractor.push_back(dice() % 13 == 0 ? kNone : static_cast<Index>(dice() % 12));
  }
  return r;
}

std::optional<FindMatch> match_of(const std::string& query, std::string_view code, std::string_view name) {
  const std::string c = fold_for_search(code), n = fold_for_search(name);
  if (c == query) return FindMatch::ExactCode;
  if (c.starts_with(query) || n.starts_with(query)) return FindMatch::Prefix;
  if (c.find(query) != c.npos || n.find(query) != n.npos) return FindMatch::Substring;
  const bool letters =
      std::ranges::all_of(query, [](char x) { return letter_bit(static_cast<unsigned char>(x)) >= 0; }) &&
      std::ranges::any_of(query, [](char x) { return x >= 'a' && x <= 'z'; });
  if (!letters) return {};
  std::optional<FindMatch> best;
  for (const std::string& reading : initials(n)) {
    if (reading.starts_with(query)) return FindMatch::InitialsPrefix;
    if (reading.find(query) != reading.npos) best = FindMatch::InitialsSubstring;
  }
  return best;
}

struct Row {
  FindMatch match;
  FindKind kind;
  std::size_t length;
  std::size_t at;
  std::string code;
  friend auto operator<=>(const Row&, const Row&) = default;
};

std::vector<Row> slowly(const Registry& r, const std::string& asked, std::uint8_t kinds) {
  const std::string query = fold_for_search(asked);
  std::vector<Row> rows;
  const auto add = [&](FindKind kind, std::size_t at, std::string_view code, std::string_view name) {
    const auto match = match_of(query, code, name);
    if (match && (kinds >> static_cast<int>(kind) & 1) != 0)
      rows.push_back({*match, kind, fold_for_search(name).size(), at, std::string(code)});
    return match.has_value();
  };
  for (std::size_t i = 0; i < pack().supervising_units.size(); ++i) {
    const auto& u = pack().supervising_units[i];
    for (const auto& name : {u.name, u.short_name, u.name_en}) add(FindKind::Unit, i, u.code, name);
  }
  for (std::size_t i = 0; i < pack().townships.size(); ++i)
    add(FindKind::Township, i, pack().townships[i].code, pack().townships[i].name);
  std::vector<bool> contractor;
  for (std::size_t i = 0; i < r.enterprise_name.size(); ++i)
    contractor.push_back(add(FindKind::Enterprise, i, r.enterprise_uscc[i], r.enterprise_name[i]));
  for (std::size_t i = 0; i < r.projects(); ++i) {
    const bool met = add(FindKind::Project, i, r.id[i], r.name[i]);
    const Index by = r.general_contractor[i];
    if (!met && (kinds & 8) != 0 && by != kNone && contractor[by])
      rows.push_back({FindMatch::Contractor, FindKind::Project, fold_for_search(r.name[i]).size(), i,
                      std::string(r.id[i])});
  }
  std::ranges::sort(rows);
  std::vector<Row> best;
  for (const Row& row : rows) {
    const bool seen =
        std::ranges::any_of(best, [&](const Row& b) { return b.kind == row.kind && b.at == row.at; });
    if (!seen && best.size() < kMostFindings) best.push_back(row);
  }
  return best;
}

std::vector<std::string> codes_of(const Found& found) {
  std::vector<std::string> out;
  for (const Finding& f : found.best)
    out.push_back(fmt::format("{} {} {}", int(f.match), int(f.kind), f.code));
  return out;
}

}  // namespace

TEST(SearchIndex, AnswersWhatComparingEveryNameOneByOneAnswers) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    const Registry r = city(700, seed);
    const SearchIndex index = SearchIndex::build(r, pack());
    for (const char* query :
         {"cyq",      "jz",     "cxd",   "zxd",      "sch",       "p-110105", "P-110101-0000",
          "朝阳",     "金盏路", "a1",    "Ａ1",      "lot",       "b",        "0",
          "（二）",   "店",     "x",     "sd",       "cs",        "dsl",      "91110000",
          "建3",      "z",      "标段2", "没有这个", "110105036", "bda",      "zzzzzz",
          "chaoyang", " 朝阳 ", "j1",    "jj"}) {
      for (const std::uint8_t kinds : {0xF, 0x8, 0x7, 0x1}) {
        std::vector<std::string> slow;
        for (const Row& row : slowly(r, query, kinds))
          slow.push_back(fmt::format("{} {} {}", int(row.match), int(row.kind), row.code));
        EXPECT_EQ(codes_of(index.find(r, pack(), query, kinds)), slow)
            << "seed " << seed << " query " << query << " kinds " << int(kinds);
      }
    }
  }
}

TEST(SearchIndex, FindsTheDistrictAndTheTownshipByTheirInitials) {
  const Registry r = city(0, 1);
  const SearchIndex index = SearchIndex::build(r, pack());
  const auto first = [&](const char* query) {
    const Found found = index.find(r, pack(), query);
    return found.best.empty() ? std::string() : found.best.front().name;
  };
  EXPECT_EQ(first("cyq"), "朝阳区");
  EXPECT_EQ(first("sch"), "什刹海街道");
  EXPECT_EQ(first("cxd"), "长辛店街道");
  EXPECT_EQ(first("金盏"), "金盏地区");
  const Found jz = index.find(r, pack(), "jz");
  EXPECT_TRUE(std::ranges::any_of(jz.best, [](const Finding& f) { return f.name == "金盏地区"; }));
  EXPECT_EQ(index.find(r, pack(), "金盏").best.front().note, "110105");
}

TEST(SearchIndex, NothingIsFoundForNothing) {
  const Registry r = city(20, 1);
  const SearchIndex index = SearchIndex::build(r, pack());
  for (const char* query : {"", "   ", "　", "\n"}) EXPECT_TRUE(index.find(r, pack(), query).best.empty());
  EXPECT_TRUE(index.find(r, pack(), std::string(4000, 'q')).best.empty());
  EXPECT_TRUE(index.find(r, pack(), "cyq", 0).best.empty());
}

TEST(SearchIndex, TheSameQuestionHasTheSameAnswerAndAtMostEight) {
  const Registry r = city(500, 4);
  const SearchIndex index = SearchIndex::build(r, pack()), again = SearchIndex::build(r, pack());
  for (const char* query : {"p", "1", "项目", "z"}) {
    EXPECT_EQ(index.find(r, pack(), query).best, again.find(r, pack(), query).best);
    EXPECT_EQ(index.find(r, pack(), query).best.size(), kMostFindings);
  }
}

}  // namespace anxin::test
