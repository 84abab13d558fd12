#include "data/model/words.hpp"

#include <span>

namespace anxin {
namespace {

// One word of a vocabulary: its code, its Chinese name, and other spellings that offices use, parted by '|'.
struct Word {
  std::string_view code, zh, others;
};

constexpr std::array<Word, kSectors> kSectorWords{{
    {"housing", "房建", "房屋建筑|房屋建筑工程|建筑|住建|房屋市政"},
    {"municipal", "市政", "市政工程|市政公用|市政基础设施"},
    {"transport", "交通", "交通工程|公路|交通运输"},
    {"water", "水务", "水利|水务工程|水利工程"},
    {"rail_transit", "轨道", "轨道交通|地铁|轨道交通工程"},
    {"military", "部队", "部队工程|军队|军队工程"},
    {"catering", "餐饮", "餐饮服务|餐饮业"},
    {"other", "其他", "其它"},
}};
constexpr std::array<Word, 3> kFundingWords{{
    {"government", "政府", "政府投资|政府工程|国有投资|财政|财政投资"},
    {"private", "社会", "社会投资|民间投资|非政府投资|企业投资|自筹"},
    {"unknown", "未知", "不详"},
}};
constexpr std::array<Word, 5> kCreditWords{{
    {"A", "A", "a|A级|A 级"},
    {"B", "B", "b|B级|B 级"},
    {"C", "C", "c|C级|C 级"},
    {"D", "D", "d|D级|D 级"},
    {"unknown", "未知", "不详|未评"},
}};
constexpr std::array<Word, 3> kStatusWords{{
    {"active", "在建", "施工中|在施|正在施工"},
    {"suspended", "停工", "暂停|停建"},
    {"finished", "完工", "竣工|已完工|已竣工|完成"},
}};
constexpr std::array<Word, kGrades> kGradeWords{{
    {"A", "低", "a|低 A|低风险"},
    {"B", "中", "b|中 B|中风险"},
    {"C", "高", "c|高 C|高风险"},
    {"D", "重大", "d|重大 D|重大风险"},
    {"unknown", "未知", "数据缺失"},
}};
constexpr std::array<Word, kSafeguards> kSafeguardWords{{
    {"real_name", "实名制", "实名制管理"},
    {"monthly_pay", "按月足额", "按月足额支付"},
    {"dedicated_account", "工资专户", "工资专用账户|农民工工资专用账户|专户"},
    {"wage_deposit", "保证金", "工资保证金"},
    {"bank_payroll", "银行代发", "银行代发工资"},
    {"labour_officer", "劳资专管员", "专管员|劳资专管员配备"},
    {"notice_board", "维权告示牌", "维权信息告示牌|告示牌|维权公示牌"},
    {"officer_assessed", "专管员考核", "劳资专管员考核"},
    {"payment_guarantee", "工程款支付担保", "支付担保"},
    {"process_settlement", "施工过程结算", "过程结算"},
}};
constexpr std::array<Word, 4> kStateWords{{
    {"no", "否", "无|未|N|n|0"},
    {"yes", "是", "有|已|Y|y|1"},
    {"not_applicable", "不适用", "不涉及|—"},
    {"unknown", "未知", "不详"},
}};
constexpr std::array<Word, 3> kRoleWords{{
    {"owner", "建设单位", ""},
    {"general_contractor", "施工总承包", ""},
    {"subcontractor", "分包", ""},
}};
constexpr std::array<Word, kChannels> kChannelWords{{
    {"hotline_12345", "12345热线", "12345|市民热线|市民服务热线"},
    {"police_110", "110警情", "110|警情"},
    {"platform", "网络平台", "平台|欠薪线索平台|网络"},
    {"street_office", "街道乡镇", "街道|乡镇|属地"},
    {"visit", "来访", "现场投诉|窗口|上门"},
    {"other", "其他", "其它"},
}};
constexpr std::array<Word, kFeedKinds> kFeedWords{{
    {"bank", "银行代发", "银行"},
    {"real_name", "实名制", "实名制平台"},
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

}  // namespace

std::string_view code(Sector x) { return kSectorWords[static_cast<std::size_t>(x)].code; }
std::string_view code(Funding x) { return kFundingWords[static_cast<std::size_t>(x)].code; }
std::string_view code(Credit x) { return kCreditWords[static_cast<std::size_t>(x)].code; }
std::string_view code(ProjectStatus x) { return kStatusWords[static_cast<std::size_t>(x)].code; }
std::string_view code(Grade x) { return kGradeWords[static_cast<std::size_t>(x)].code; }
std::string_view code(Safeguard x) { return kSafeguardWords[static_cast<std::size_t>(x)].code; }
std::string_view code(SafeguardState x) { return kStateWords[static_cast<std::size_t>(x)].code; }
std::string_view code(PartyRole x) { return kRoleWords[static_cast<std::size_t>(x)].code; }
std::string_view code(Channel x) { return kChannelWords[static_cast<std::size_t>(x)].code; }
std::string_view code(FeedKind x) { return kFeedWords[static_cast<std::size_t>(x)].code; }

std::string_view name_zh(Sector x) { return kSectorWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(Funding x) { return kFundingWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(Credit x) { return kCreditWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(ProjectStatus x) { return kStatusWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(Grade x) { return kGradeWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(Safeguard x) { return kSafeguardWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(SafeguardState x) { return kStateWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(PartyRole x) { return kRoleWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(Channel x) { return kChannelWords[static_cast<std::size_t>(x)].zh; }
std::string_view name_zh(FeedKind x) { return kFeedWords[static_cast<std::size_t>(x)].zh; }

template <>
std::optional<Sector> parse_word<Sector>(std::string_view word) {
  return find<Sector>(kSectorWords, word);
}
template <>
std::optional<Funding> parse_word<Funding>(std::string_view word) {
  return find<Funding>(kFundingWords, word);
}
template <>
std::optional<Credit> parse_word<Credit>(std::string_view word) {
  return find<Credit>(kCreditWords, word);
}
template <>
std::optional<ProjectStatus> parse_word<ProjectStatus>(std::string_view word) {
  return find<ProjectStatus>(kStatusWords, word);
}
template <>
std::optional<Grade> parse_word<Grade>(std::string_view word) {
  return find<Grade>(kGradeWords, word);
}
template <>
std::optional<Safeguard> parse_word<Safeguard>(std::string_view word) {
  return find<Safeguard>(kSafeguardWords, word);
}
template <>
std::optional<SafeguardState> parse_word<SafeguardState>(std::string_view word) {
  return find<SafeguardState>(kStateWords, word);
}
template <>
std::optional<Channel> parse_word<Channel>(std::string_view word) {
  return find<Channel>(kChannelWords, word);
}
template <>
std::optional<FeedKind> parse_word<FeedKind>(std::string_view word) {
  return find<FeedKind>(kFeedWords, word);
}

}  // namespace anxin
