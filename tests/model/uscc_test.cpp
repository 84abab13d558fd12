#include "data/model/uscc.hpp"

#include <gtest/gtest.h>

#include <string>

namespace anxin::test {
namespace {

// Codes that well-known organisations publish themselves.
constexpr const char* kPublished[] = {"9144030071526726XG", "914403001922038216", "91330100799655058B",
                                      "91110000802100433B", "12100000400002259P", "12100000400000624D"};

TEST(Uscc, PublishedCodesPass) {
  for (const std::string code : kPublished) {
    EXPECT_TRUE(is_valid_uscc(code)) << code << " wants "
                                     << uscc_check_character(code.substr(0, 17)).value_or('?');
  }
}

TEST(Uscc, OneWrongCharacterAnywhereIsFound) {
  for (std::string code : kPublished) {
    for (std::size_t i = 0; i < code.size(); ++i) {
      const char right = code[i];
      code[i] = right == '7' ? '8' : '7';
      EXPECT_FALSE(is_valid_uscc(code)) << code;
      code[i] = right;
    }
  }
}

TEST(Uscc, ForeignFormsAreRefused) {
  for (const char* no : {"", "9144030071526726X", "9144030071526726XG0", "9144030071526726xg",
                         "91440I0071526726XG", "９１44030071526726XG"}) {
    EXPECT_FALSE(is_valid_uscc(no)) << no;
  }
}

}  // namespace
}  // namespace anxin::test
