// The closed vocabularies of incidents and dispatch (DOMAIN 6): functions, levels, states, sources, ends;
// each with its code word, its Chinese and English name and its stable small number (what a store column
// holds).
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace anxin {

// 职能: what a unit does on the scene, in the order of every list on the screen.
enum class Function : std::uint8_t { Lead, Order, Sector, Territory, Mediation, LegalAid, Funds };
inline constexpr int kFunctions = 7;
// How many of each function; position by Function.
using FunctionCounts = std::array<std::uint8_t, kFunctions>;

// 事件等级, I the gravest. A smaller number is graver.
enum class IncidentLevel : std::uint8_t { I, II, III, IV };
inline constexpr int kIncidentLevels = 4;

enum class IncidentState : std::uint8_t {
  Reported,    // 新报; claimed by a seat: 已认领
  Confirmed,   // 待派单: level and plan stand
  Dispatched,  // 处置中
  OnScene,     // 处置中
  Resolved,    // 待结案
  Closed,      // 已结案
  Cancelled,   // 已取消
  Merged,      // 已并入
};
inline constexpr int kIncidentStates = 8;

enum class AssignmentState : std::uint8_t {
  Offered,
  Accepted,
  EnRoute,
  OnScene,
  Released,
  Declined,
  TimedOut,
  Recalled
};
inline constexpr int kAssignmentStates = 8;

// What a unit says of itself, apart from its roster and its assignments.
enum class UnitReadiness : std::uint8_t { Ready, OutOfService };

// By which way an incident came in.
enum class IncidentSource : std::uint8_t { Hotline12345, Police110, Platform, StreetOffice, Patrol, Other };
inline constexpr int kIncidentSources = 6;

// 爬塔吊, 楼顶, 自伤: at least level III whatever the number of persons.
enum class ExtremeAct : std::uint8_t { None, TowerCrane, Rooftop, SelfHarm };

// What raises a level by one, each logged (DOMAIN 6).
enum class Modifier : std::uint8_t {
  SensitiveArea,
  BlockedRoad,
  SeveralEmployers,
  CrossDistrict,
  NearSpringFestival,  // by the calendar
  RepeatAtSite,        // by the record: within 30 days
};
inline constexpr int kModifiers = 6;

// How an acknowledgement reached the seat when a unit did not give it itself.
enum class AckChannel : std::uint8_t { Console, Phone, Radio, Page, InPerson };

// 结案代码.
enum class Conclusion : std::uint8_t {
  PaidInFull,           // 足额支付
  PaidInPart,           // 部分支付, the rest in a follow-up
  AgreedInInstalments,  // 达成分期协议, in a follow-up
  Referred,             // 移送 (公安, 法院, 仲裁)
  NoArrears,            // 查无欠薪
};
inline constexpr int kConclusions = 5;

// Where the money that ends an incident comes from, in the order of the waterfall (DOMAIN 6).
enum class MoneySource : std::uint8_t {
  DedicatedAccount,
  OwnerProgress,
  GeneralContractor,
  WageDeposit,
  EmergencyFund
};
inline constexpr int kMoneySources = 5;

[[nodiscard]] std::string_view code(Function), code(IncidentLevel), code(IncidentState),
    code(AssignmentState), code(UnitReadiness), code(IncidentSource), code(ExtremeAct), code(Modifier),
    code(AckChannel), code(Conclusion), code(MoneySource);
[[nodiscard]] std::string_view name_zh(Function), name_zh(IncidentLevel), name_zh(IncidentState),
    name_zh(AssignmentState), name_zh(UnitReadiness), name_zh(IncidentSource), name_zh(ExtremeAct),
    name_zh(Modifier), name_zh(AckChannel), name_zh(Conclusion), name_zh(MoneySource);
[[nodiscard]] std::string_view name_en(Function), name_en(IncidentLevel), name_en(IncidentState),
    name_en(AssignmentState), name_en(UnitReadiness), name_en(IncidentSource), name_en(ExtremeAct),
    name_en(Modifier), name_en(AckChannel), name_en(Conclusion), name_en(MoneySource);

// The value whose code or Chinese name is `word` ("mediation", 调解; levels also 1-4 and Ⅱ级).
template <class T>
[[nodiscard]] std::optional<T> parse_operation_word(std::string_view word);
template <>
std::optional<Function> parse_operation_word<Function>(std::string_view);
template <>
std::optional<IncidentLevel> parse_operation_word<IncidentLevel>(std::string_view);
template <>
std::optional<IncidentState> parse_operation_word<IncidentState>(std::string_view);
template <>
std::optional<AssignmentState> parse_operation_word<AssignmentState>(std::string_view);
template <>
std::optional<UnitReadiness> parse_operation_word<UnitReadiness>(std::string_view);
template <>
std::optional<IncidentSource> parse_operation_word<IncidentSource>(std::string_view);
template <>
std::optional<ExtremeAct> parse_operation_word<ExtremeAct>(std::string_view);
template <>
std::optional<Modifier> parse_operation_word<Modifier>(std::string_view);
template <>
std::optional<AckChannel> parse_operation_word<AckChannel>(std::string_view);
template <>
std::optional<Conclusion> parse_operation_word<Conclusion>(std::string_view);
template <>
std::optional<MoneySource> parse_operation_word<MoneySource>(std::string_view);

}  // namespace anxin
