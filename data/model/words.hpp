// The closed vocabularies of DOMAIN: sectors, funding, credit, grades, safeguards, states; each with its code
// word, its Chinese name and its stable small number (the number is what a store column and a Registry column
// hold).
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace anxin {

enum class Sector : std::uint8_t {
  Housing,
  Municipal,
  Transport,
  Water,
  RailTransit,
  Military,
  Catering,
  Other
};
enum class Funding : std::uint8_t { Government, Private, Unknown };
enum class Credit : std::uint8_t { A, B, C, D, Unknown };
enum class ProjectStatus : std::uint8_t { Active, Suspended, Finished };
// Order is severity within the known grades; Unknown is not milder than any grade.
enum class Grade : std::uint8_t { A, B, C, D, Unknown };
enum class Safeguard : std::uint8_t {
  RealName,
  MonthlyPay,
  DedicatedAccount,
  WageDeposit,
  BankPayroll,
  LabourOfficer,
  NoticeBoard,  // the ring, in its order
  OfficerAssessed,
  PaymentGuarantee,
  ProcessSettlement,
};
enum class SafeguardState : std::uint8_t { No, Yes, NotApplicable, Unknown };
enum class PartyRole : std::uint8_t { Owner, GeneralContractor, Subcontractor };
// By which way a complaint came in.
enum class Channel : std::uint8_t { Hotline12345, Police110, Platform, StreetOffice, Visit, Other };
// What a feed delivers: wages paid through the bank, or heads on the site.
enum class FeedKind : std::uint8_t { Bank, RealName };

inline constexpr int kSectors = 8, kSafeguards = 10, kRingSafeguards = 7, kGrades = 5, kChannels = 6,
                     kFeedKinds = 2;

// code(x): snake_case word of DOMAIN.md ("general_contractor"; grades "A".."D", "unknown").  name_zh(x):
// 房建, 重大 ...
[[nodiscard]] std::string_view code(Sector), code(Funding), code(Credit), code(ProjectStatus), code(Grade),
    code(Safeguard), code(SafeguardState), code(PartyRole), code(Channel), code(FeedKind);
[[nodiscard]] std::string_view name_zh(Sector), name_zh(Funding), name_zh(Credit), name_zh(ProjectStatus),
    name_zh(Grade), name_zh(Safeguard), name_zh(SafeguardState), name_zh(PartyRole), name_zh(Channel),
    name_zh(FeedKind);

// The value whose code or Chinese name (or a common office spelling: 房屋建筑, 政府投资, 在建 ...) is `word`.
template <class T>
[[nodiscard]] std::optional<T> parse_word(std::string_view word);
template <>
std::optional<Sector> parse_word<Sector>(std::string_view);
template <>
std::optional<Funding> parse_word<Funding>(std::string_view);
template <>
std::optional<Credit> parse_word<Credit>(std::string_view);
template <>
std::optional<ProjectStatus> parse_word<ProjectStatus>(std::string_view);
template <>
std::optional<Grade> parse_word<Grade>(std::string_view);
template <>
std::optional<Safeguard> parse_word<Safeguard>(std::string_view);
template <>
std::optional<SafeguardState> parse_word<SafeguardState>(std::string_view);
template <>
std::optional<Channel> parse_word<Channel>(std::string_view);
template <>
std::optional<FeedKind> parse_word<FeedKind>(std::string_view);

}  // namespace anxin
