// Which column of a file is which field: an alias table of Chinese and English headers per kind of import,
// `--map 列名=field`, the unit of a money column and the datum of a position column as the header says them.
// Refuses, with a sentence, a header that stands twice, two columns for one field, a required field that is
// missing, and columns that by their name hold people's data (mapped to "-" such a column is dropped before
// anything is kept). Pure; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/ingest/values.hpp"
#include "data/model/words.hpp"
#include "geo/crs.hpp"
#include "geo/error.hpp"

namespace anxin {

enum class IntakeKind : std::uint8_t {
  Projects,
  Enterprises,  // with a project and a role also what the enterprise is to it
  ProjectMonths,
  Safeguards,  // one safeguard a row, or one column a safeguard
  Complaints,
  Orders,
  Feeds,  // with their latest arrival and the projects they deliver for
  // Commands, not rows of a Batch: the desk decides on each (Intake::units, Intake::incidents).
  ResponseUnits,
  Incidents,
};
inline constexpr int kIntakeKinds = 9;
[[nodiscard]] constexpr bool becomes_commands(IntakeKind kind) { return kind >= IntakeKind::ResponseUnits; }
// Whether its rows have positions, so that the datum of the file is judged.
[[nodiscard]] constexpr bool has_positions(IntakeKind kind) {
  return kind == IntakeKind::Projects || becomes_commands(kind);
}

[[nodiscard]] std::string_view code(IntakeKind);  // projects, enterprises, project_months ...
[[nodiscard]] std::string_view name_zh(IntakeKind);
// projects, enterprises, project-months (or project_months), units (or response-units) ...
[[nodiscard]] std::optional<IntakeKind> parse_intake_kind(std::string_view);
// All words of parse_intake_kind, `between` each two.
[[nodiscard]] std::string intake_kinds(std::string_view between);

enum class Field : std::uint8_t {
  // projects
  Id,
  Name,
  SupervisingUnit,
  Township,
  Sector,
  Funding,
  State,
  Unlicensed,
  Lon,
  Lat,
  Start,
  Finish,
  PayDay,
  Contract,
  Owner,
  GeneralContractor,
  Subcontractor,
  RealName,
  DedicatedAccount,
  BankPayroll,
  NoticeBoard,
  PaymentGuarantee,
  ProcessSettlement,
  // enterprises
  Uscc,
  Credit,
  WageDeposit,
  WageDepositAmount,
  LabourOfficer,
  OfficerAssessed,
  // project-months
  Project,
  WageMonth,
  Attended,
  PaidHeads,
  Due,
  Paid,
  Inflow,
  Balance,
  LastPayroll,
  // safeguards
  SafeguardName,
  SafeguardStatus,
  // complaints
  Case,
  Received,
  Persons,
  Claimed,
  ChannelWord,
  Closed,
  // orders
  Order,
  Issued,
  OrderDue,
  Subject,
  // feeds
  Feed,
  FeedOwner,
  FeedType,
  StaleHours,
  ArrivedAt,
  // parties of projects
  Role,
  // response units
  UnitId,
  ShortName,
  Member,
  Functions,
  Sectors,
  People,
  Vehicle,
  PostPhone,
  DeputyPost,
  DeputyPhone,
  Shifts,
  StateReason,
  // incidents
  Place,
  SourceWord,
  Employers,
  Began,
  Reported,
  Extreme,
  Modifiers,
  // all
  ValidFrom,
};
inline constexpr int kFields = static_cast<int>(Field::ValidFrom) + 1;

[[nodiscard]] std::string_view code(Field);  // snake_case: general_contractor
[[nodiscard]] std::string_view name_zh(Field);
[[nodiscard]] bool is_code(Field);  // its cells name things: numbers of projects, enterprises, cases
[[nodiscard]] std::optional<Field> parse_field(std::string_view code);
[[nodiscard]] std::span<const Field> fields_of(IntakeKind);

inline constexpr int kNoColumn = -1;

struct ColumnMap {
  std::array<int, kFields> column{};  // index into the header; kNoColumn
  std::array<MoneyUnit, kFields> money_unit{};
  std::optional<Crs> declared_crs;   // said by a header: 经度(GCJ-02), 百度经度
  std::string declared_by;           // that header
  std::vector<std::size_t> dropped;  // columns that may not be kept
  std::vector<std::size_t> unused;
  std::vector<std::size_t> unit_assumed;  // money columns without a unit: read as yuan
  [[nodiscard]] int of(Field field) const { return column[static_cast<std::size_t>(field)]; }
  [[nodiscard]] MoneyUnit unit_of(Field field) const { return money_unit[static_cast<std::size_t>(field)]; }
};

using HeaderMap = std::vector<std::pair<std::string, std::string>>;  // header as written, field code or "-"

// One `--map` argument: 列名=field.
[[nodiscard]] Result<std::pair<std::string, std::string>> parse_header_map(std::string_view argument);
// How many different fields of a kind a row names as a header would (`also`: names that --map gives): what
// the header row of a sheet with titles above is found by.
[[nodiscard]] std::size_t known_headers(IntakeKind kind, std::span<const std::string> cells,
                                        std::span<const std::string> also);
// The same with the kind that finds the most, while none is known.
[[nodiscard]] std::size_t known_headers(std::optional<IntakeKind> kind, std::span<const std::string> cells,
                                        std::span<const std::string> also);
// The kind that a header fits best: one that lacks nothing it needs before one that does, then the most
// fields, then the order of the kinds.
[[nodiscard]] IntakeKind likely_kind(std::span<const std::string> header, bool has_geometry);
// The field that a header names by itself, without --map.
[[nodiscard]] std::optional<Field> field_of_header(IntakeKind kind, std::string_view header);
// The header that a name cut short stands for (a DBF keeps ten bytes: 统一社会信 is 统一社会信用代码), when
// it begins the names of one field only; else the name as it is.
// Without a kind: where all kinds that know it agree.
[[nodiscard]] std::string completed_header(std::optional<IntakeKind> kind, const std::string& cut);
// `has_geometry`: the last two columns are kGeometryX and kGeometryY, and are the position.
[[nodiscard]] Result<ColumnMap> map_columns(IntakeKind kind, std::span<const std::string> header,
                                            const HeaderMap& map, bool has_geometry);

}  // namespace anxin
