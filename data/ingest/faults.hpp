// Every kind of fault that a row of a file can have, and what becomes of the row: the one table of issue
// point 7. The principle: a value that cannot be read rejects its row, except where the vocabulary has an
// honest "unknown" or the row stays useful and truthful without it; then the row is accepted with a remark.
// Nothing is dropped in silence. Pure; any thread.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace anxin {

enum class Fault : std::uint8_t {
  // the shape of the row
  ShortRow,
  LongRow,
  StrayQuote,
  ControlCharacter,
  TooLong,
  // people
  PersonalData,
  // values
  MissingRequired,
  ScientificNotation,
  BadIdentifier,
  BadUscc,
  BadDate,
  TwoDigitYear,
  ExcelSerial,
  BadMoney,
  FinerThanFen,
  NegativeAmount,
  BadInteger,
  BadPayDay,
  BadFlag,
  // positions
  BadPosition,
  NotFinite,
  OutOfRange,
  NullIsland,
  SwappedAxes,
  OutsideCity,
  NotAPoint,
  // against the pack, the store and the rest of the file
  UnknownUnit,
  DuplicateKey,
  UnknownProject,
  // records
  EnterpriseMissing,
  WordNotKnown,
  SafeguardComputed,
  ClosedTooEarly,
  DueTooEarly,
  BadTime,
  FeedDiffers,
  // response units and incidents
  BadFunctions,
  BadShifts,
  BadPhone,
  UnknownMember,
  PlaceNotFound,
  Refused,  // by the desk; the sentence is its own
  // accepted with a remark
  UnknownWord,
  PartyNotACode,
  UnknownEnterprise,
  DistrictDiffers,
  OutsidePolygons,
  BdaUndetermined,
  DayAssumed,
  AmbiguousMonth,
  MonthFromDate,
  FinishBeforeStart,
  PaidExceedsDue,
  HeadsExceedAttended,
  UnitAssumed,
  ColumnIgnored,
};
inline constexpr int kFaults = static_cast<int>(Fault::ColumnIgnored) + 1;

struct FaultKind {
  Fault fault;
  std::string_view code;  // snake_case
  bool rejects;           // the row is rejected; else accepted with a remark
  std::string_view zh,
      en;  // a sentence without its final stop; "{}" stands for the value or column where one is named
};

[[nodiscard]] std::span<const FaultKind> fault_table();  // in the order of Fault
[[nodiscard]] const FaultKind& kind_of(Fault);

}  // namespace anxin
