// The risk rules as data: parameters, colours, legal bases, weights of the score, and the closed list of
// acts. Read from packs/beijing/rules.toml (data/packs); evaluated by data/model/assess.hpp. A rule absent
// here is not evaluated. Keys there: [[rule]] id, version, colour, sentence_zh, sentence_en, law_zh, law_en,
// source; of W4 unpaid_permille (w4_permille), of W7 orange_after_months, red_after_months; [score] one
// weight a Term by its code, age_cap_months, amount_cap_months; [acts] deposit_permille.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/model/rows.hpp"

namespace anxin {

enum class RuleId : std::uint8_t { W1, W4, W7, W10, W15 };
inline constexpr int kRules = 5;
enum class Colour : std::uint8_t { None, Yellow, Orange, Red };
// Acts that a counterfactual may propose.
enum class ActKind : std::uint8_t { PayArrears, OpenAccount, LodgeDeposit, HangBoard, DeliverFeed };
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
  std::vector<Rule> rules;   // in the order W1, W4, W7, W10, W15
  int w4_permille = 100;     // fires above, strictly
  int w7_orange_months = 1;  // orange from the day after pay date + 1 calendar month
  int w7_red_months = 2;
  std::array<int, kTerms> weight{};  // points, sum 100
  int age_cap_months = 6;            // ArrearsAge is full at this age
  int amount_cap_months = 3;         // ArrearsAmount is full at arrears of this many average months' wages
  int deposit_permille = 15;         // LodgeDeposit costs this share of the contract [ex]
  std::string digest;                // SM3 or other hash of the file: keys cached assessments
  [[nodiscard]] const Rule* find(RuleId) const;
};

}  // namespace anxin
