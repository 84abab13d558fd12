// One row being read: its cells by field, each value read at most once, the first rejecting fault and the
// remarks kept. For the builders of this folder (build_*.cpp). Thread: one.
#pragma once
#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/ingest/columns.hpp"
#include "data/ingest/faults.hpp"
#include "data/ingest/ingest.hpp"
#include "data/ingest/sheet.hpp"
#include "data/ingest/values.hpp"

namespace anxin {

class RowReader {
 public:
  // `serial_days`: of a workbook; there a bare number in a column of days is a day of its epoch.
  RowReader(const ColumnMap& map, const std::vector<std::string>& header, SerialDays serial_days = {})
      : map_(map), header_(header), serial_days_(serial_days) {}

  void begin(std::span<const std::string_view> cells);
  // The tidied cell of a field; empty when there is no such column or the cell says "nothing". Valid until
  // the next call.
  std::string_view cell(Field field);
  [[nodiscard]] bool has(Field field) const { return map_.of(field) != kNoColumn; }

  // A value that may be missing; a fault in it rejects the row or is remarked by the table.
  template <class T, class Read>
  std::optional<T> optional(Field field, Read read) {
    const auto text = cell(field);
    if (text.empty()) return std::nullopt;
    const Value<T> value = read(text);
    if (value) return *value;
    note(value.error(), text, field);
    return std::nullopt;
  }
  std::string identifier(Field field);  // required
  std::string text(Field field, bool required, std::size_t most_bytes = 300);
  std::optional<Fen> money(Field field);
  std::optional<std::int32_t> count(Field field);
  std::optional<Day> day(Field field, bool month_end);
  // read_date, and the serial days of a workbook.
  [[nodiscard]] Value<ReadDate> date_of(std::string_view tidied) const;
  template <class T>
  std::optional<T> word(Field field) {
    const auto text = cell(field);
    if (text.empty()) return std::nullopt;
    const auto value = parse_word<T>(text);
    if (!value) note(Fault::UnknownWord, text, field);
    return value;
  }

  // `value` stands in the sentence; the field's header before it.
  void note(Fault fault, std::string_view value, std::optional<Field> field = {});

  struct Note {
    Fault fault;
    std::string zh, en;
  };
  [[nodiscard]] bool rejected() const { return rejection_.has_value(); }
  [[nodiscard]] const std::optional<Note>& rejection() const { return rejection_; }
  [[nodiscard]] const std::vector<Note>& remarks() const { return remarks_; }

 private:
  const ColumnMap& map_;
  const std::vector<std::string>& header_;
  SerialDays serial_days_;
  std::span<const std::string_view> cells_;
  std::string room_;
  std::optional<Note> rejection_;
  std::vector<Note> remarks_;
};

// A sentence of the table with `value` in its place, short and masked.
[[nodiscard]] RowReader::Note make_note(Fault fault, std::string_view value, std::string_view column = {});

}  // namespace anxin
