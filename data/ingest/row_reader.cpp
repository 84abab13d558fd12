#include "data/ingest/row_reader.hpp"

#include <algorithm>
#include <charconv>

#include "data/ingest/spreadsheet.hpp"
#include "data/model/personal.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

// Short enough for a sentence, without control characters, people's numbers masked.
std::string shown(std::string_view value) {
  std::string out = mask_personal(value.substr(0, 400));
  constexpr std::size_t kLongest = 48;
  std::size_t cut = std::min(out.size(), kLongest);
  if (cut < out.size())
    while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  const bool whole = cut == out.size();
  out.resize(cut);
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return is_valid_utf8(out) ? (whole ? out : out + "…") : "…";
}

std::string fill(std::string_view sentence, std::string_view value, std::string_view stop) {
  std::string out(sentence);
  if (const auto at = out.find("{}"); at != std::string::npos) out.replace(at, 2, value);
  return out.append(stop);
}

}  // namespace

RowReader::Note make_note(Fault fault, std::string_view value, std::string_view column) {
  const FaultKind& kind = kind_of(fault);
  const std::string safe = shown(value);
  std::string zh = fill(kind.zh, safe, "。"), en = fill(kind.en, safe, ".");
  if (!column.empty()) {
    const std::string name = shown(column);
    zh = fmt::format("{}：{}", name, zh);
    en = fmt::format("{}: {}", name, en);
  }
  return {fault, std::move(zh), std::move(en)};
}

void RowReader::begin(std::span<const std::string_view> cells) {
  cells_ = cells;
  rejection_.reset();
  remarks_.clear();
}

std::string_view RowReader::cell(Field field) {
  const int column = map_.of(field);
  if (column == kNoColumn || static_cast<std::size_t>(column) >= cells_.size()) return {};
  const auto text = tidy(cells_[static_cast<std::size_t>(column)], room_);
  return is_blank(text) ? std::string_view{} : text;
}

void RowReader::note(Fault fault, std::string_view value, std::optional<Field> field) {
  const bool rejects = kind_of(fault).rejects;
  if (rejects && rejection_) return;  // the first reason is enough
  std::string_view column;
  if (field && map_.of(*field) != kNoColumn) column = header_[static_cast<std::size_t>(map_.of(*field))];
  Note made = make_note(fault, value, column);
  if (rejects)
    rejection_ = std::move(made);
  else
    remarks_.push_back(std::move(made));
}

std::string RowReader::identifier(Field field) {
  const auto text = cell(field);
  if (text.empty()) {
    note(Fault::MissingRequired, "", field);
    return {};
  }
  auto value = read_identifier(text);
  if (!value) note(value.error(), text, field);
  return value ? std::move(*value) : std::string{};
}

std::string RowReader::text(Field field, bool required, std::size_t most_bytes) {
  const auto value = cell(field);
  if (value.empty() && required) note(Fault::MissingRequired, "", field);
  if (value.size() > most_bytes) note(Fault::TooLong, value, field);
  if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }))
    note(Fault::ControlCharacter, "", field);
  return std::string(value);
}

std::optional<Fen> RowReader::money(Field field) {
  return optional<Fen>(field, [&](std::string_view s) { return read_money(s, map_.unit_of(field)); });
}

std::optional<std::int32_t> RowReader::count(Field field) {
  return optional<std::int32_t>(field, read_count);
}

Value<ReadDate> RowReader::date_of(std::string_view text) const {
  auto read = read_date(text);
  if (read || read.error() != Fault::ExcelSerial || serial_days_ == SerialDays::None) return read;
  double serial = 0;
  std::from_chars(text.data(), text.data() + text.size(), serial);
  return read_date(serial_text(serial, serial_days_));
}

std::optional<Day> RowReader::day(Field field, bool month_end) {
  const auto text = cell(field);
  const auto date = optional<ReadDate>(field, [&](std::string_view cell) { return date_of(cell); });
  if (!date) return std::nullopt;
  if (date->day) return Day(date->month / std::chrono::day(*date->day));
  note(date->one_digit_decimal_month ? Fault::AmbiguousMonth : Fault::DayAssumed, text, field);
  return month_end ? last_day(date->month) : first_day(date->month);
}

}  // namespace anxin
