// A row of a file of response units as the unit that the desk is asked to enrol. What the file has no column
// for stays as it is known; a blank cell of a column that it has says "none".
#include "data/ingest/build.hpp"
#include "data/model/unit_text.hpp"

namespace anxin {
namespace {

std::string member_unit(RowReader& row, const BuildContext& context) {
  const std::string word(row.cell(Field::Member));
  if (word.empty()) return {};
  if (const MemberUnit* unit = find_member_unit(context.city.pack(), word)) return unit->code;
  row.note(Fault::UnknownMember, word, Field::Member);
  return {};
}

std::string post_phone(RowReader& row, Field field) {
  std::string phone = row.text(field, false);
  if (!is_post_phone(phone)) row.note(Fault::BadPhone, phone, field);
  return phone;
}

void read_state(RowReader& row, ResponseUnit& unit) {
  const std::string word(row.cell(Field::State));
  if (word.empty()) return;
  const auto state = parse_operation_word<UnitReadiness>(word);
  if (!state) return row.note(Fault::WordNotKnown, word, Field::State);
  unit.state = *state;
  const std::string why = row.text(Field::StateReason, false);
  if (*state == UnitReadiness::Ready) {
    unit.state_reason.clear();
  } else if (!why.empty()) {
    unit.state_reason = why;
  }
  if (*state == UnitReadiness::OutOfService && unit.state_reason.empty())
    row.note(Fault::MissingRequired, "", row.has(Field::StateReason) ? Field::StateReason : Field::State);
}

// What a known unit keeps where the file says nothing of it.
void read_rest(RowReader& row, const BuildContext& context, ResponseUnit& unit) {
  if (row.has(Field::ShortName)) unit.short_name = row.text(Field::ShortName, false);
  if (unit.short_name.empty()) unit.short_name = unit.name;
  if (row.has(Field::Member)) unit.member_unit = member_unit(row, context);
  if (row.has(Field::Sectors)) {
    const std::string text(row.cell(Field::Sectors));
    const auto sectors = parse_sectors(text);
    if (!sectors) row.note(Fault::WordNotKnown, text, Field::Sectors);
    unit.sectors = sectors.value_or(0);
  }
  if (row.has(Field::People)) unit.people = row.count(Field::People).value_or(0);
  if (row.has(Field::Vehicle)) unit.vehicle = row.text(Field::Vehicle, false);
  if (row.has(Field::PostPhone)) unit.post_phone = post_phone(row, Field::PostPhone);
  if (row.has(Field::DeputyPost)) unit.deputy_post = row.text(Field::DeputyPost, false);
  if (row.has(Field::DeputyPhone)) unit.deputy_phone = post_phone(row, Field::DeputyPhone);
  if (row.has(Field::Shifts)) {
    const std::string text(row.cell(Field::Shifts));
    auto shifts = parse_shifts(text);
    if (!shifts) row.note(Fault::BadShifts, text, Field::Shifts);
    unit.shifts = shifts ? std::move(*shifts) : std::vector<DutyShift>{};
  }
}

}  // namespace

std::optional<ResponseUnit> build_response_unit(RowReader& row, BuildContext& context) {
  const std::string id = row.identifier(Field::UnitId);
  std::optional<ResponseUnit> known;
  if (context.options.response_unit && !id.empty()) known = context.options.response_unit(id);
  ResponseUnit unit = known.value_or(ResponseUnit{});
  unit.id = id;
  unit.name = row.text(Field::Name, true);
  const std::string functions(row.cell(Field::Functions));
  const auto bits = parse_functions(functions);
  if (!bits)
    row.note(functions.empty() ? Fault::MissingRequired : Fault::BadFunctions, functions, Field::Functions);
  unit.functions = bits.value_or(0);
  if (const auto placed = read_position(row, context)) {
    unit.base = placed->at;
    if (!known || row.has(Field::SupervisingUnit))
      unit.supervising_unit = read_jurisdiction(row, context, placed->district);
  }
  read_rest(row, context, unit);
  read_state(row, unit);
  if (!row.rejected() && context.keys.contains(unit.id))
    row.note(Fault::DuplicateKey, unit.id, Field::UnitId);
  if (row.rejected()) return std::nullopt;
  context.keys.insert(unit.id);
  return unit;
}

}  // namespace anxin
