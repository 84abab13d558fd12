#include "data/model/operation_words.hpp"

#include <gtest/gtest.h>

#include <set>

namespace anxin::test {
namespace {

template <class T>
void comes_back(int count) {
  std::set<std::string_view> codes, english;
  for (int i = 0; i < count; ++i) {
    const T value = static_cast<T>(i);
    EXPECT_EQ(parse_operation_word<T>(code(value)), value) << code(value);
    const auto by_name = parse_operation_word<T>(name_zh(value));
    ASSERT_TRUE(by_name) << name_zh(value);
    EXPECT_EQ(name_zh(*by_name), name_zh(value));
    EXPECT_FALSE(name_en(value).empty());
    codes.insert(code(value));
    english.insert(name_en(value));
  }
  EXPECT_EQ(codes.size(), static_cast<std::size_t>(count));
  EXPECT_EQ(english.size(), static_cast<std::size_t>(count));
  EXPECT_FALSE(parse_operation_word<T>(""));
  EXPECT_FALSE(parse_operation_word<T>("|"));
  EXPECT_FALSE(parse_operation_word<T>("no such word"));
}

TEST(OperationWords, CodeAndChineseNameLeadBackToTheValue) {
  comes_back<Function>(kFunctions);
  comes_back<IncidentLevel>(kIncidentLevels);
  comes_back<IncidentState>(kIncidentStates);
  comes_back<AssignmentState>(kAssignmentStates);
  comes_back<UnitReadiness>(2);
  comes_back<IncidentSource>(kIncidentSources);
  comes_back<ExtremeAct>(4);
  comes_back<Modifier>(kModifiers);
  comes_back<AckChannel>(5);
  comes_back<Conclusion>(kConclusions);
  comes_back<MoneySource>(kMoneySources);
}

TEST(OperationWords, LevelsAreReadAsNumbersAndAsWritten) {
  for (const char* word : {"2", "II", "Ⅱ", "Ⅱ级", "Ⅱ 级", "二级"})
    EXPECT_EQ(parse_operation_word<IncidentLevel>(word), IncidentLevel::II) << word;
  for (const char* word : {"0", "5", "V", "级", "iI"})
    EXPECT_FALSE(parse_operation_word<IncidentLevel>(word)) << word;
}

TEST(OperationWords, SourcesAreReadAsTheirNumbers) {
  EXPECT_EQ(parse_operation_word<IncidentSource>("12345"), IncidentSource::Hotline12345);
  EXPECT_EQ(parse_operation_word<IncidentSource>("110"), IncidentSource::Police110);
  EXPECT_FALSE(parse_operation_word<IncidentSource>("119"));
}

}  // namespace
}  // namespace anxin::test
