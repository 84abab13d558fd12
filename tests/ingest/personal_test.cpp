#include "data/model/personal.hpp"

#include <gtest/gtest.h>

#include "tests/ingest/identities.hpp"

namespace anxin {
namespace {

using test::bank_card;
using test::id_number;
using test::mobile;

TEST(Personal, FindsThousandsOfSyntheticIdentitiesInEveryDressing) {
  constexpr unsigned kSeed = 20261123;
  std::mt19937 random(kSeed);
  RecordProperty("seed", static_cast<int>(kSeed));
  for (int i = 0; i < 3000; ++i) {
    const auto id = id_number(random), phone = mobile(random), card = bank_card(random);
    const auto three_four = phone.substr(0, 3) + "-" + phone.substr(3, 4) + "-" + phone.substr(7);
    std::string by_four;
    for (std::size_t c = 0; c < card.size(); ++c)
      by_four += (c > 0 && c % 4 == 0 ? " " : "") + std::string(1, card[c]);
    for (const auto& text :
         {id, "工人" + id + "等", id.substr(0, 6) + " " + id.substr(6, 8) + " " + id.substr(14)})
      EXPECT_EQ(find_personal(text), Personal::IdNumber) << text;
    for (const auto& text : {phone, "电话：" + phone + "。", "+86" + phone, "tel" + phone, three_four})
      EXPECT_EQ(find_personal(text), Personal::Mobile) << text;
    for (const auto& text : {card, "卡号" + card, by_four})
      EXPECT_NE(find_personal(text), Personal::None) << text;
  }
}

TEST(Personal, FindsFullWidthDigits) {
  EXPECT_EQ(find_personal("１３８００１３８０００"), Personal::Mobile);
  EXPECT_EQ(mask_personal("１３８００１３８０００"), "１３*********");
}

TEST(Personal, MaskingLeavesNothingToFind) {
  std::mt19937 random(7);
  for (int i = 0; i < 1000; ++i) {
    const auto id = id_number(random), phone = mobile(random), card = bank_card(random);
    const auto masked = mask_personal("甲 " + id + "，乙 " + phone + "/" + card + " " + phone);
    EXPECT_EQ(find_personal(masked), Personal::None) << masked;
    EXPECT_EQ(masked.find(id.substr(6)), std::string::npos);
    EXPECT_EQ(masked.find(phone.substr(3)), std::string::npos);
    EXPECT_EQ(masked.find(card.substr(6)), std::string::npos);
  }
  EXPECT_EQ(mask_personal("电话 13800138000"), "电话 13*********");
}

TEST(Personal, LeavesTheNumbersOfProjectsAlone) {
  for (const auto text :
       {"P-110105-0417", "91350100M000100Y43", "1234567.89", "2018-03-05", "010-63167788", "12345",
        "116.397428", "39.90923",
        "110105201803050101",  // a construction permit: region, date, serial
        "13,812,345,678.00", "[2018]施[朝]建字0123号", "2018年3月5日至2019年12月31日", "400-810-8888"})
    EXPECT_EQ(find_personal(text), Personal::None) << text;
  EXPECT_EQ(mask_personal("P-110105-0417"), "P-110105-0417");
}

TEST(Personal, ADigitWrongIsNoIdNumber) {
  std::mt19937 random(11);
  int found = 0;
  for (int i = 0; i < 1000; ++i) {
    auto id = id_number(random);
    id[16] = static_cast<char>('0' + (id[16] - '0' + 1) % 10);  // the check digit no longer fits
    found += find_personal(id) == Personal::IdNumber;
  }
  EXPECT_EQ(found, 0);
}

}  // namespace
}  // namespace anxin
