#include "data/model/operation_words.hpp"

#include <span>

namespace anxin {
namespace {

// One word of a vocabulary: its code, its names, and other spellings, parted by '|'.
struct Word {
  std::string_view code, zh, en, others;
};

constexpr std::array<Word, kFunctions> kFunctionWords{{
    {"lead", "牵头", "lead", "人社"},
    {"order", "秩序", "order", "公安"},
    {"sector", "行业", "sector", "行业主管"},
    {"territory", "属地", "territory", "街道|乡镇"},
    {"mediation", "调解", "mediation", "工会"},
    {"legal_aid", "法援", "legal aid", "法律援助|司法"},
    {"funds", "资金", "funds", "财政"},
}};
constexpr std::array<Word, kIncidentLevels> kLevelWords{{
    {"I", "Ⅰ 级", "Level I", "1|Ⅰ|Ⅰ级|I级|I 级|1级|一级"},
    {"II", "Ⅱ 级", "Level II", "2|Ⅱ|Ⅱ级|II级|II 级|2级|二级"},
    {"III", "Ⅲ 级", "Level III", "3|Ⅲ|Ⅲ级|III级|III 级|3级|三级"},
    {"IV", "Ⅳ 级", "Level IV", "4|Ⅳ|Ⅳ级|IV级|IV 级|4级|四级"},
}};
constexpr std::array<Word, kIncidentStates> kIncidentStateWords{{
    {"reported", "新报", "reported", "已认领"},
    {"confirmed", "待派单", "to be dispatched", "已确认"},
    {"dispatched", "处置中", "in hand", "已派单"},
    {"on_scene", "处置中", "in hand, on scene", "已到场"},
    {"resolved", "待结案", "to be closed", "已平息"},
    {"closed", "已结案", "closed", ""},
    {"cancelled", "已取消", "cancelled", ""},
    {"merged", "已并入", "merged", ""},
}};
constexpr std::array<Word, kAssignmentStates> kAssignmentStateWords{{
    {"offered", "待接单", "offered", ""},
    {"accepted", "已接单", "accepted", ""},
    {"en_route", "在途", "en route", "途中"},
    {"on_scene", "到场", "on scene", "已到场"},
    {"released", "已撤离", "released", ""},
    {"declined", "不能前往", "declined", ""},
    {"timed_out", "超时未接", "timed out", ""},
    {"recalled", "已召回", "recalled", ""},
}};
constexpr std::array<Word, 2> kReadinessWords{{
    {"ready", "可用", "ready", "正常|备勤|在岗"},
    {"out_of_service", "停用", "out of service", "不可用|停勤"},
}};
constexpr std::array<Word, kIncidentSources> kSourceWords{{
    {"hotline_12345", "12345热线", "12345 hotline", "12345|市民热线"},
    {"police_110", "110警情", "110 police", "110|警情"},
    {"platform", "网络平台", "platform", "平台|网络"},
    {"street_office", "街道乡镇", "street office", "街道|乡镇|属地"},
    {"patrol", "巡查", "patrol", "巡查发现"},
    {"other", "其他", "other", "其它"},
}};
constexpr std::array<Word, 4> kExtremeWords{{
    {"none", "无", "none", ""},
    {"tower_crane", "爬塔吊", "on a tower crane", "塔吊"},
    {"rooftop", "楼顶", "on a rooftop", ""},
    {"self_harm", "自伤", "self-harm", ""},
}};
constexpr std::array<Word, kModifiers> kModifierWords{{
    {"sensitive_area", "敏感区域", "sensitive area", "敏感地区"},
    {"blocked_road", "阻断道路", "blocked road", "堵路"},
    {"several_employers", "多家单位", "several employers", ""},
    {"cross_district", "跨区", "cross-district", ""},
    {"near_spring_festival", "临近春节", "near Spring Festival", ""},
    {"repeat_at_site", "同址再发", "repeat at the site", ""},
}};
constexpr std::array<Word, 5> kChannelWords{{
    {"console", "席位", "console", ""},
    {"phone", "电话", "telephone", ""},
    {"radio", "电台", "radio", ""},
    {"page", "手机单", "phone page", ""},
    {"in_person", "当面", "in person", ""},
}};
constexpr std::array<Word, kConclusions> kConclusionWords{{
    {"paid_in_full", "足额支付", "paid in full", ""},
    {"paid_in_part", "部分支付", "paid in part", ""},
    {"agreed_in_instalments", "达成分期协议", "agreed in instalments", "分期协议"},
    {"referred", "移送", "referred", ""},
    {"no_arrears", "查无欠薪", "no arrears found", ""},
}};
constexpr std::array<Word, kMoneySources> kMoneyWords{{
    {"dedicated_account", "专户余额", "dedicated account", "工资专户|专户"},
    {"owner_progress", "建设单位未付款", "owner's unsettled payment", "建设单位"},
    {"general_contractor", "施工总承包", "general contractor", "总承包"},
    {"wage_deposit", "工资保证金", "wage deposit", "保证金"},
    {"emergency_fund", "应急周转金", "emergency fund", "周转金"},
}};

bool is_among(std::string_view word, std::string_view list) {
  while (!list.empty()) {
    const auto bar = list.find('|');
    if (list.substr(0, bar) == word) return true;
    list = bar == std::string_view::npos ? std::string_view{} : list.substr(bar + 1);
  }
  return false;
}

template <class T>
std::optional<T> find(std::span<const Word> words, std::string_view word) {
  if (word.empty()) return std::nullopt;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].code == word || words[i].zh == word || is_among(word, words[i].others))
      return static_cast<T>(i);
  }
  return std::nullopt;
}

template <class T>
std::size_t at(T value) {
  return static_cast<std::size_t>(value);
}

}  // namespace

std::string_view code(Function x) { return kFunctionWords[at(x)].code; }
std::string_view code(IncidentLevel x) { return kLevelWords[at(x)].code; }
std::string_view code(IncidentState x) { return kIncidentStateWords[at(x)].code; }
std::string_view code(AssignmentState x) { return kAssignmentStateWords[at(x)].code; }
std::string_view code(UnitReadiness x) { return kReadinessWords[at(x)].code; }
std::string_view code(IncidentSource x) { return kSourceWords[at(x)].code; }
std::string_view code(ExtremeAct x) { return kExtremeWords[at(x)].code; }
std::string_view code(Modifier x) { return kModifierWords[at(x)].code; }
std::string_view code(AckChannel x) { return kChannelWords[at(x)].code; }
std::string_view code(Conclusion x) { return kConclusionWords[at(x)].code; }
std::string_view code(MoneySource x) { return kMoneyWords[at(x)].code; }

std::string_view name_zh(Function x) { return kFunctionWords[at(x)].zh; }
std::string_view name_zh(IncidentLevel x) { return kLevelWords[at(x)].zh; }
std::string_view name_zh(IncidentState x) { return kIncidentStateWords[at(x)].zh; }
std::string_view name_zh(AssignmentState x) { return kAssignmentStateWords[at(x)].zh; }
std::string_view name_zh(UnitReadiness x) { return kReadinessWords[at(x)].zh; }
std::string_view name_zh(IncidentSource x) { return kSourceWords[at(x)].zh; }
std::string_view name_zh(ExtremeAct x) { return kExtremeWords[at(x)].zh; }
std::string_view name_zh(Modifier x) { return kModifierWords[at(x)].zh; }
std::string_view name_zh(AckChannel x) { return kChannelWords[at(x)].zh; }
std::string_view name_zh(Conclusion x) { return kConclusionWords[at(x)].zh; }
std::string_view name_zh(MoneySource x) { return kMoneyWords[at(x)].zh; }

std::string_view name_en(Function x) { return kFunctionWords[at(x)].en; }
std::string_view name_en(IncidentLevel x) { return kLevelWords[at(x)].en; }
std::string_view name_en(IncidentState x) { return kIncidentStateWords[at(x)].en; }
std::string_view name_en(AssignmentState x) { return kAssignmentStateWords[at(x)].en; }
std::string_view name_en(UnitReadiness x) { return kReadinessWords[at(x)].en; }
std::string_view name_en(IncidentSource x) { return kSourceWords[at(x)].en; }
std::string_view name_en(ExtremeAct x) { return kExtremeWords[at(x)].en; }
std::string_view name_en(Modifier x) { return kModifierWords[at(x)].en; }
std::string_view name_en(AckChannel x) { return kChannelWords[at(x)].en; }
std::string_view name_en(Conclusion x) { return kConclusionWords[at(x)].en; }
std::string_view name_en(MoneySource x) { return kMoneyWords[at(x)].en; }

template <>
std::optional<Function> parse_operation_word<Function>(std::string_view word) {
  return find<Function>(kFunctionWords, word);
}
template <>
std::optional<IncidentLevel> parse_operation_word<IncidentLevel>(std::string_view word) {
  return find<IncidentLevel>(kLevelWords, word);
}
template <>
std::optional<IncidentState> parse_operation_word<IncidentState>(std::string_view word) {
  return find<IncidentState>(kIncidentStateWords, word);
}
template <>
std::optional<AssignmentState> parse_operation_word<AssignmentState>(std::string_view word) {
  return find<AssignmentState>(kAssignmentStateWords, word);
}
template <>
std::optional<UnitReadiness> parse_operation_word<UnitReadiness>(std::string_view word) {
  return find<UnitReadiness>(kReadinessWords, word);
}
template <>
std::optional<IncidentSource> parse_operation_word<IncidentSource>(std::string_view word) {
  return find<IncidentSource>(kSourceWords, word);
}
template <>
std::optional<ExtremeAct> parse_operation_word<ExtremeAct>(std::string_view word) {
  return find<ExtremeAct>(kExtremeWords, word);
}
template <>
std::optional<Modifier> parse_operation_word<Modifier>(std::string_view word) {
  return find<Modifier>(kModifierWords, word);
}
template <>
std::optional<AckChannel> parse_operation_word<AckChannel>(std::string_view word) {
  return find<AckChannel>(kChannelWords, word);
}
template <>
std::optional<Conclusion> parse_operation_word<Conclusion>(std::string_view word) {
  return find<Conclusion>(kConclusionWords, word);
}
template <>
std::optional<MoneySource> parse_operation_word<MoneySource>(std::string_view word) {
  return find<MoneySource>(kMoneyWords, word);
}

}  // namespace anxin
