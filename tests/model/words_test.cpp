#include "data/model/words.hpp"

#include <gtest/gtest.h>

#include "data/model/rules.hpp"

namespace anxin::test {
namespace {

template <class T>
void comes_back(int count) {
  for (int i = 0; i < count; ++i) {
    const T value = static_cast<T>(i);
    EXPECT_EQ(parse_word<T>(code(value)), value) << code(value);
    EXPECT_EQ(parse_word<T>(name_zh(value)), value) << name_zh(value);
  }
  EXPECT_FALSE(parse_word<T>(""));
  EXPECT_FALSE(parse_word<T>("|"));
  EXPECT_FALSE(parse_word<T>("no such word"));
}

TEST(Words, CodeAndChineseNameLeadBackToTheValue) {
  comes_back<Sector>(kSectors);
  comes_back<Funding>(3);
  comes_back<Credit>(5);
  comes_back<ProjectStatus>(3);
  comes_back<Grade>(kGrades);
  comes_back<Safeguard>(kSafeguards);
  comes_back<SafeguardState>(4);
  comes_back<Channel>(kChannels);
  comes_back<FeedKind>(kFeedKinds);
}

TEST(Words, OfficeSpellingsAreUnderstood) {
  EXPECT_EQ(parse_word<Sector>("房屋建筑"), Sector::Housing);
  EXPECT_EQ(parse_word<Funding>("政府投资"), Funding::Government);
  EXPECT_EQ(parse_word<ProjectStatus>("施工中"), ProjectStatus::Active);
  EXPECT_EQ(parse_word<Safeguard>("工资专用账户"), Safeguard::DedicatedAccount);
}

TEST(Words, RuleIdsAreParsedExactly) {
  for (int i = 0; i < kRules; ++i)
    EXPECT_EQ(parse_rule_id(code(static_cast<RuleId>(i))), static_cast<RuleId>(i));
  EXPECT_FALSE(parse_rule_id("w1"));
  EXPECT_FALSE(parse_rule_id("W2"));
}

}  // namespace
}  // namespace anxin::test
