// The risk rules as data: parameters, colours, legal bases, weights of the score, and the closed list of
// acts. Read from packs/beijing/rules.toml (data/packs); evaluated by data/model/assess.hpp. A rule absent
// here is not evaluated. Keys there: [[rule]] id, version, colour, sentence_zh, sentence_en, law_zh, law_en,
// source; of W4 unpaid_permille (w4_permille), of W7 orange_after_months, red_after_months, of W11
// after_months, of W13 cover_permille, paid_permille, of W14 persons, within_days, of W16 other_sites,
// after_months, of W18 within_days; [score] one weight a Term by its code, age_cap_months, amount_cap_months;
// [acts] deposit_permille. The Spring Festivals come from the pack's calendar.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/rows.hpp"

namespace anxin {

enum class RuleId : std::uint8_t { W1, W3, W4, W7, W8, W9, W10, W11, W13, W14, W15, W16, W17, W18 };
inline constexpr int kRules = 14;
using RuleBits = std::uint16_t;  // bit RuleId
[[nodiscard]] constexpr RuleBits bit(RuleId id) {
  return static_cast<RuleBits>(1U << static_cast<unsigned>(id));
}
enum class Colour : std::uint8_t { None, Yellow, Orange, Red };
// Acts that a counterfactual may propose.
enum class ActKind : std::uint8_t {
  PayArrears,
  TransferLabourCost,
  OpenAccount,
  LodgeDeposit,
  CloseOrder,
  HangBoard,
  DeliverFeed
};
inline constexpr int kActKinds = 7;
// Terms of the score; each has a weight in points, all weights sum to 100.
enum class Term : std::uint8_t { ArrearsAge, ArrearsAmount, UnpaidHeads, MissingSafeguards, MissingData };
inline constexpr int kTerms = 5;

[[nodiscard]] std::string_view code(RuleId), code(Colour), code(ActKind), code(Term);
[[nodiscard]] std::string_view name_zh(ActKind), name_zh(Term);
[[nodiscard]] std::optional<RuleId> parse_rule_id(std::string_view);

struct Rule {
  RuleId id{};
  int version = 1;
  std::string sentence_zh, sentence_en;  // what it says when it fired: 距上次足额发放超过 2 个月
  std::string law_zh, law_en;            // 《保障农民工工资支付条例》第十一至十四条
  std::string source;                    // pub Guizhou, ex ...
  Colour colour = Colour::None;          // W7: the gravest of its three
};

struct RuleBook {
  std::vector<Rule> rules;   // in the order of RuleId, each at most once
  int w4_permille = 100;     // fires above, strictly
  int w7_orange_months = 1;  // orange from the day after pay date + 1 calendar month
  int w7_red_months = 2;
  int w11_months = 1;                 // fires from the day after pay date + so many months
  int w13_cover_permille = 500;       // fires below, strictly [ex]
  int w13_paid_permille = 800;        // fires below, strictly [ex]
  int w14_persons = 10;               // fires from so many on [ex]
  int w14_days = 30;                  // counted over so many days, the day asked for included [ex]
  int w16_sites = 2;                  // fires from so many other sites on [ex]
  int w16_months = 1;                 // whose oldest arrears are older than so many months [ex]
  int w18_days = 60;                  // lifts up to so many days before Spring Festival [ex]
  std::vector<Day> spring_festivals;  // ascending
  std::array<int, kTerms> weight{};   // points, sum 100
  int age_cap_months = 6;             // ArrearsAge is full at this age
  int amount_cap_months = 3;          // ArrearsAmount is full at arrears of this many average months' wages
  int deposit_permille = 15;          // LodgeDeposit costs this share of the contract [ex]
  std::string digest;                 // SM3 or other hash of the file: keys cached assessments
  [[nodiscard]] const Rule* find(RuleId) const;
};

}  // namespace anxin
