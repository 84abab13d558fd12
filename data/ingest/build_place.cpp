// Where a row lies, who supervises it there, and moments: what the builders read alike.
#include "data/ingest/build.hpp"

namespace anxin {

std::optional<PlacedPosition> read_position(RowReader& row, const BuildContext& context) {
  std::array<double, 2> xy{};
  for (std::size_t i = 0; i < 2; ++i) {
    const Field field = i == 0 ? Field::Lon : Field::Lat;
    const auto text = row.cell(field);
    if (text.empty()) {
      row.note(Fault::MissingRequired, "", field);
      return std::nullopt;
    }
    const auto value = read_coordinate(text);
    if (!value) {
      row.note(text == "not a point" ? Fault::NotAPoint : value.error(), text, field);
      return std::nullopt;
    }
    xy[i] = *value;
  }
  const auto placed = place({xy[0], xy[1]}, context.crs, context.city);
  if (placed) return *placed;
  row.note(placed.error(), fmt::format("{}, {}", xy[0], xy[1]));
  return std::nullopt;
}

std::string read_jurisdiction(RowReader& row, const BuildContext& context, int district) {
  const CityIndex& city = context.city;
  const auto& pack = city.pack();
  const std::string declared(row.cell(Field::SupervisingUnit));
  if (!declared.empty()) {
    const auto unit = city.find_unit(declared);
    if (!unit) {
      row.note(Fault::UnknownUnit, declared, Field::SupervisingUnit);
      return {};
    }
    const int own = city.district_of_unit(*unit);
    if (district == CityIndex::kOutside) {
      row.note(Fault::OutsidePolygons, "");
    } else if (own == CityIndex::kOutside ? !city.is_contested(district) : own != district) {
      row.note(Fault::DistrictDiffers, pack.districts[static_cast<std::size_t>(district)].name);
    }
    return pack.supervising_units[static_cast<std::size_t>(*unit)].code;
  }
  if (district == CityIndex::kOutside) {
    row.note(Fault::OutsideCity, "");
    return {};
  }
  const int unit = city.unit_of_district(district);
  if (unit == CityIndex::kOutside) {
    row.note(Fault::MissingRequired, "", Field::SupervisingUnit);
    return {};
  }
  if (city.is_contested(district))
    row.note(Fault::BdaUndetermined, pack.districts[static_cast<std::size_t>(district)].name);
  return pack.supervising_units[static_cast<std::size_t>(unit)].code;
}

std::optional<ClaimedPosition> claimed_position(RowReader& row, const CityIndex& city,
                                                std::string_view name_cell) {
  const auto x = read_coordinate(row.cell(Field::Lon));
  const auto y = read_coordinate(row.cell(Field::Lat));
  if (!x || !y) return std::nullopt;
  ClaimedPosition claimed{{*x, *y}, CityIndex::kOutside, name_cell};
  const auto unit_text = row.cell(Field::SupervisingUnit);
  if (const auto unit = unit_text.empty() ? std::nullopt : city.find_unit(unit_text))
    claimed.district = city.district_of_unit(*unit);
  return claimed;
}

std::optional<Instant> read_moment(RowReader& row, Field field) {
  const std::string text(row.cell(field));
  if (text.empty()) return std::nullopt;
  if (const auto exact = parse_instant(text)) return exact;
  const auto date = row.date_of(text);
  if (!date || !date->day) {
    row.note(Fault::BadTime, text, field);
    return std::nullopt;
  }
  const Day day(date->month / std::chrono::day(*date->day));
  const auto gap = text.find_first_of(" T");
  if (gap == std::string::npos) return start_of(day);
  std::string clock = text.substr(gap + 1);
  if (clock.find(':') == 1) clock.insert(0, 1, '0');
  const auto at = parse_instant(to_string(day) + " " + clock.substr(0, 8));
  if (!at) row.note(Fault::BadTime, text, field);
  return at;
}

}  // namespace anxin
