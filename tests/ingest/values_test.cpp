#include "data/ingest/values.hpp"

#include <gtest/gtest.h>

namespace anxin {
namespace {

std::string date(std::string_view text) {
  std::string room;
  const auto d = read_date(tidy(text, room));
  if (!d) return std::string(kind_of(d.error()).code);
  std::string out = to_string(d->month);
  if (d->day) out = to_string(Day(d->month / std::chrono::day(*d->day)));
  return out + (d->one_digit_decimal_month ? "?" : "");
}

TEST(Values, ReadsDatesAsOfficesWriteThem) {
  for (const auto text : {"2018年3月5日", "2018/3/5", "2018.3.5", "2018-03-05", "20180305",
                          "２０１８年３月５日", " 2018/03/05 0:00 ", "2018-03-05 00:00:00",
                          "二〇一八年三月五日", "2018 年 3 月 5 日", "2018年3月5号"})
    EXPECT_EQ(date(text), "2018-03-05") << text;
  for (const auto text :
       {"2018年3月", "2018.3", "2018-03", "201803", "2018/3", "二〇一八年三月", "２０１８．０３"})
    EXPECT_EQ(date(text), "2018-03") << text;
  EXPECT_EQ(date("二〇一八年十二月三十一日"), "2018-12-31");
  EXPECT_EQ(date("二〇一八年十月二十日"), "2018-10-20");
  EXPECT_EQ(date("2018.1"), "2018-01?");
  EXPECT_EQ(date("2018.10"), "2018-10");
  EXPECT_EQ(date("2020-02-29"), "2020-02-29");
}

TEST(Values, RefusesDatesThatNobodyCanBeSureOf) {
  EXPECT_EQ(date("18.3.5"), "two_digit_year");
  EXPECT_EQ(date("5/3/2018"), "two_digit_year");
  EXPECT_EQ(date("43164"), "excel_serial");
  for (const auto text : {"2018-02-29", "2018-13-01", "2018-00-10", "2018-3-", "明天", "2018", "2018-3-5-7",
                          "1900-01-01", "0000-00-00", "2018年3月5日前后", "99999999"})
    EXPECT_EQ(date(text), "bad_date") << text;
}

std::string money(std::string_view text, MoneyUnit unit = MoneyUnit::Yuan) {
  std::string room;
  const auto fen = read_money(tidy(text, room), unit);
  return fen ? std::to_string(*fen) : std::string(kind_of(fen.error()).code);
}

TEST(Values, ReadsMoneyExactToTheFen) {
  EXPECT_EQ(money("1,234.5"), "123450");
  EXPECT_EQ(money("￥1，234.50"), "123450");
  EXPECT_EQ(money("0.29"), "29");  // 0.29 * 100 is 28.999 as a double
  EXPECT_EQ(money("1.15"), "115");
  EXPECT_EQ(money("9007199254740.93"), "900719925474093");  // beyond 2^53 fen
  EXPECT_EQ(money("12.345678", MoneyUnit::WanYuan), "12345678");
  EXPECT_EQ(money("12.34万元"), "12340000");
  EXPECT_EQ(money("500元", MoneyUnit::WanYuan), "50000");
  EXPECT_EQ(money("1.5亿元"), "15000000000");
  EXPECT_EQ(money("12345", MoneyUnit::OneFen), "12345");
  EXPECT_EQ(money("12.3400000"), "1234");
  EXPECT_EQ(money("0"), "0");
}

TEST(Values, RefusesMoneyThatIsNotExactOrNotMoney) {
  EXPECT_EQ(money("1.234"), "finer_than_fen");
  EXPECT_EQ(money("0.0000001", MoneyUnit::WanYuan), "finer_than_fen");
  EXPECT_EQ(money("1.5", MoneyUnit::OneFen), "finer_than_fen");
  EXPECT_EQ(money("1.05", MoneyUnit::OneFen), "finer_than_fen");
  EXPECT_EQ(money("-5"), "negative_amount");
  EXPECT_EQ(money("(5)"), "negative_amount");
  for (const auto text : {"1,23.5", "12,34", ",123", "1.2E+08", "abc", "1.", ".5", "1..2", "1 2",
                          "10000000000000.01", "99999999999999999999", "元", "NaN", "0x10", "1,2345"})
    EXPECT_EQ(money(text), "bad_money") << text;
}

TEST(Values, ReadsCountsPayDaysAndFlags) {
  EXPECT_EQ(read_count("1,234"), 1234);
  EXPECT_EQ(read_count("12人"), 12);
  EXPECT_EQ(read_count("12.0"), 12);
  EXPECT_EQ(read_count("12.5").error(), Fault::BadInteger);
  EXPECT_EQ(read_count("-3").error(), Fault::NegativeAmount);
  EXPECT_EQ(read_count("12元").error(), Fault::BadInteger);
  EXPECT_EQ(read_count("99999999").error(), Fault::BadInteger);
  EXPECT_EQ(read_pay_day("15"), 15);
  EXPECT_EQ(read_pay_day("每月15日前"), 15);
  EXPECT_EQ(read_pay_day("次月20号"), 20);
  EXPECT_EQ(read_pay_day("月底"), 31);
  EXPECT_EQ(read_pay_day("0").error(), Fault::BadPayDay);
  EXPECT_EQ(read_pay_day("32").error(), Fault::BadPayDay);
  EXPECT_EQ(read_flag("是"), true);
  EXPECT_EQ(read_flag("否"), false);
  EXPECT_EQ(read_flag("也许").error(), Fault::BadFlag);
}

TEST(Values, ReadsCoordinatesAndRefusesWhatIsNotFinite) {
  EXPECT_EQ(read_coordinate("116.3975"), 116.3975);
  EXPECT_NEAR(*read_coordinate("116°23′51″"), 116.3975, 1e-9);
  EXPECT_NEAR(*read_coordinate("39°54'30\"N"), 39.908333333, 1e-8);
  EXPECT_EQ(read_coordinate("1e308"), 1e308);
  EXPECT_EQ(read_coordinate("NaN").error(), Fault::NotFinite);
  EXPECT_EQ(read_coordinate("inf").error(), Fault::NotFinite);
  EXPECT_EQ(read_coordinate("1e999").error(), Fault::NotFinite);
  EXPECT_EQ(read_coordinate("116.3,39.9").error(), Fault::BadPosition);
  EXPECT_EQ(read_coordinate("116°75′").error(), Fault::BadPosition);
  EXPECT_EQ(read_coordinate("").error(), Fault::BadPosition);
}

TEST(Values, RefusesCodesThatASpreadsheetRuined) {
  EXPECT_EQ(read_identifier("1.10105E+17").error(), Fault::ScientificNotation);
  EXPECT_EQ(read_identifier("P-110105-0417"), "P-110105-0417");
  EXPECT_EQ(read_identifier("E10").value(), "E10");
  EXPECT_EQ(read_identifier("12E5").value(), "12E5");
  EXPECT_EQ(read_identifier(std::string(65, 'a')).error(), Fault::BadIdentifier);
  EXPECT_EQ(read_identifier("a\tb").error(), Fault::BadIdentifier);
}

TEST(Values, CreditCodesAreKnownByTheirCheckDigit) {
  EXPECT_TRUE(is_uscc("91350100M000100Y43"));  // the example of GB 32100-2015
  EXPECT_FALSE(is_uscc("91350100M000100Y44"));
  EXPECT_FALSE(is_uscc("91350100M000100Y4"));
}

TEST(Faults, EveryFaultStandsOnceWithASentenceInBothLanguages) {
  EXPECT_EQ(fault_table().size(), static_cast<std::size_t>(kFaults));
  for (const auto& kind : fault_table()) {
    EXPECT_FALSE(kind.code.empty());
    EXPECT_FALSE(kind.zh.empty() || kind.en.empty()) << kind.code;
    EXPECT_EQ(kind.zh.find("{}") == std::string_view::npos, kind.en.find("{}") == std::string_view::npos)
        << kind.code;
    EXPECT_FALSE(kind.zh.ends_with("。") || kind.en.ends_with('.')) << kind.code;
  }
  EXPECT_TRUE(kind_of(Fault::PersonalData).rejects);
  EXPECT_FALSE(kind_of(Fault::UnknownWord).rejects);
}

}  // namespace
}  // namespace anxin
