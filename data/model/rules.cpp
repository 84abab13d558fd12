#include "data/model/rules.hpp"

namespace anxin {
namespace {

constexpr std::array<std::string_view, kRules> kRuleCodes{"W1",  "W3",  "W4",  "W7",  "W8",  "W9",  "W10",
                                                          "W11", "W13", "W14", "W15", "W16", "W17", "W18"};
constexpr std::array<std::string_view, 4> kColourCodes{"none", "yellow", "orange", "red"};
constexpr std::array<std::string_view, kActKinds> kActCodes{
    "pay_arrears", "transfer_labour_cost", "open_account", "lodge_deposit",
    "close_order", "hang_board",           "deliver_feed"};
constexpr std::array<std::string_view, kActKinds> kActNames{
    "补发欠薪",     "拨付人工费用",   "开立工资专户", "存储工资保证金",
    "完成限期整改", "设置维权告示牌", "补报缺失数据"};
constexpr std::array<std::string_view, kTerms> kTermCodes{"arrears_age", "arrears_amount", "unpaid_heads",
                                                          "missing_safeguards", "missing_data"};
constexpr std::array<std::string_view, kTerms> kTermNames{"欠薪时长", "欠薪金额", "未发人数", "制度缺失",
                                                          "数据缺失"};

}  // namespace

std::string_view code(RuleId x) { return kRuleCodes[static_cast<std::size_t>(x)]; }
std::string_view code(Colour x) { return kColourCodes[static_cast<std::size_t>(x)]; }
std::string_view code(ActKind x) { return kActCodes[static_cast<std::size_t>(x)]; }
std::string_view code(Term x) { return kTermCodes[static_cast<std::size_t>(x)]; }
std::string_view name_zh(ActKind x) { return kActNames[static_cast<std::size_t>(x)]; }
std::string_view name_zh(Term x) { return kTermNames[static_cast<std::size_t>(x)]; }

std::optional<RuleId> parse_rule_id(std::string_view word) {
  for (std::size_t i = 0; i < kRuleCodes.size(); ++i) {
    if (kRuleCodes[i] == word) return static_cast<RuleId>(i);
  }
  return std::nullopt;
}

const Rule* RuleBook::find(RuleId id) const {
  for (const Rule& rule : rules) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

}  // namespace anxin
