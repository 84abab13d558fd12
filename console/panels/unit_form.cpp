// The form of one response unit: what it asks, whether it can be sent and why not, the command it makes.
#include <algorithm>
#include <bit>
#include <charconv>

#include "console/panels/dispatch_words.hpp"
#include "console/panels/unit_panel.hpp"
#include "data/model/unit_text.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

// Positions of the entries. A new unit has its id first; one that is known has its position last.
enum Entry : std::size_t {
  kName,
  kShort,
  kFunctionBits,
  kPeople,
  kVehicle,
  kPhone,
  kBase,
  kShifts,
  kState,
  kReason
};
constexpr std::int64_t kMostPeople = 100'000;

bool is_fresh(const UnitPanel& panel) { return panel.unit.empty(); }
std::size_t place_of(const UnitPanel& panel, Entry entry) { return entry + (is_fresh(panel) ? 1 : 0); }
std::size_t position_entry() { return kReason + 1; }

std::string_view line_at(const UnitPanel& panel, Entry entry) {
  return line_of(panel.fields, place_of(panel, entry));
}

// A position left as it was shown is not moved by the rounding of its text.
LonLat same_or(LonLat typed, LonLat known) {
  return unit_degrees_text(typed) == unit_degrees_text(known) ? known : typed;
}

// The unit as the form says; only when there is no fault.
ResponseUnit unit_of(const Frame& frame, const PanelContext& ctx) {
  const UnitPanel& panel = ctx.state.tools.units;
  const ResponseUnit* known = edited_unit(frame, ctx);
  ResponseUnit unit = known != nullptr ? *known : ResponseUnit{};
  if (known == nullptr) unit.id = line_of(panel.fields, 0);
  unit.name = line_at(panel, kName);
  unit.short_name = line_at(panel, kShort);
  if (unit.short_name.empty()) unit.short_name = unit.name;
  unit.functions = static_cast<std::uint8_t>(panel.fields.bits[place_of(panel, kFunctionBits)]);
  unit.people = static_cast<std::int32_t>(number_of(panel.fields, place_of(panel, kPeople), kMostPeople));
  unit.vehicle = line_at(panel, kVehicle);
  unit.post_phone = line_at(panel, kPhone);
  if (const auto base = unit_base(panel)) unit.base = known != nullptr ? same_or(*base, known->base) : *base;
  if (auto shifts = parse_shifts(line_at(panel, kShifts))) unit.shifts = std::move(*shifts);
  unit.state = static_cast<UnitReadiness>(chosen_of(panel.fields, place_of(panel, kState)));
  unit.state_reason = unit.state == UnitReadiness::OutOfService ? std::string(line_at(panel, kReason)) : "";
  if (known == nullptr) return unit;
  const auto seen = typed_position(line_of(panel.fields, position_entry()));
  if (seen && (!known->position || same_or(*seen, *known->position) != *known->position)) {
    unit.position = *seen;
    unit.position_at = frame.now;
  }
  return unit;
}

std::string fault_of_id(const Frame& frame, const UnitPanel& panel, Lang lang) {
  const std::string id(line_of(panel.fields, 0));
  constexpr std::size_t kMost = 64;
  if (id.empty() || id.size() > kMost || id.find(' ') != std::string::npos)
    return std::string(tr(lang, "fault.unit_id"));
  return frame.world.operations->unit(id) != nullptr ? tr_with(lang, "fault.unit_known", id) : std::string();
}

std::string fault_of_places(const UnitPanel& panel, Lang lang) {
  if (!unit_base(panel)) return std::string(tr(lang, "fault.unit_base"));
  if (is_fresh(panel)) return {};
  const auto text = line_of(panel.fields, position_entry());
  return text.empty() || typed_position(text) ? std::string() : std::string(tr(lang, "fault.unit_position"));
}

std::string fault_of_duty(const UnitPanel& panel, Lang lang) {
  if (const auto shifts = parse_shifts(line_at(panel, kShifts)); !shifts)
    return lang == Lang::En ? shifts.error().en : shifts.error().zh;
  const bool out = chosen_of(panel.fields, place_of(panel, kState)) ==
                   static_cast<std::size_t>(UnitReadiness::OutOfService);
  return out && line_at(panel, kReason).empty() ? std::string(tr(lang, "fault.unit_reason")) : std::string();
}

}  // namespace

const ResponseUnit* edited_unit(const Frame& frame, const PanelContext& ctx) {
  const Operations* ops = frame.world.operations.get();
  const std::string& id = ctx.state.tools.units.unit;
  return ops == nullptr || id.empty() ? nullptr : ops->unit(id);
}

std::vector<FormEntry> unit_entries(Lang lang, bool fresh) {
  const auto word = [&](std::string_view key) { return std::string(tr(lang, key)); };
  const auto line = [&](std::string_view key, EntryKind kind = EntryKind::Line) {
    return FormEntry{kind, word(key), word(fmt::format("{}.hint", key))};
  };
  FormEntry functions{EntryKind::Many, word("field.unit.functions"), {}};
  for (int f = 0; f < kFunctions; ++f)
    functions.items.push_back(word(function_key(static_cast<Function>(f))));
  FormEntry state{EntryKind::One, word("field.unit.state"), {}};
  state.items = {word("unit.ready"), word("unit.out")};
  std::vector<FormEntry> entries;
  if (fresh) entries.push_back(line("field.unit.id"));
  for (FormEntry entry :
       {line("field.unit.name"), line("field.unit.short"), functions,
        line("field.unit.people", EntryKind::Number), line("field.unit.vehicle"), line("field.unit.phone"),
        line("field.unit.base"), line("field.unit.shifts"), state, line("field.unit.reason")})
    entries.push_back(std::move(entry));
  if (!fresh) entries.push_back(line("field.unit.position"));
  return entries;
}

void fill_unit_fields(UnitPanel& panel, const ResponseUnit& unit, Lang lang) {
  const auto set = [&](Entry entry, const std::string& text) {
    panel.fields.lines[place_of(panel, entry)].set(text);
  };
  set(kName, unit.name);
  set(kShort, unit.short_name);
  panel.fields.bits[place_of(panel, kFunctionBits)] = unit.functions;
  if (unit.people > 0) set(kPeople, fmt::format("{}", unit.people));
  set(kVehicle, unit.vehicle);
  set(kPhone, unit.post_phone);
  set(kBase, unit_degrees_text(unit.base));
  set(kShifts, shifts_text(unit.shifts, lang == Lang::En));
  panel.fields.bits[place_of(panel, kState)] = 1U << static_cast<unsigned>(unit.state);
  set(kReason, unit.state_reason);
  if (unit.position) panel.fields.lines[position_entry()].set(unit_degrees_text(*unit.position));
}

std::string fault_of_unit(const Frame& frame, PanelContext& ctx, Lang lang) {
  const UnitPanel& panel = ctx.state.tools.units;
  if (!frame.live()) return std::string(tr(lang, "why.units_past"));
  if (frame.world.operations == nullptr) return std::string(tr(lang, "why.reading"));
  if (is_fresh(panel)) {
    if (std::string fault = fault_of_id(frame, panel, lang); !fault.empty()) return fault;
  } else if (edited_unit(frame, ctx) == nullptr) {
    return tr_with(lang, "fault.unit_gone", panel.unit);
  }
  if (line_at(panel, kName).empty()) return std::string(tr(lang, "fault.unit_name"));
  const int functions = std::popcount(panel.fields.bits[place_of(panel, kFunctionBits)]);
  if (functions < 1 || functions > 3) return std::string(tr(lang, "fault.unit_functions"));
  if (number_of(panel.fields, place_of(panel, kPeople), kMostPeople) < 0)
    return std::string(tr(lang, "fault.unit_people"));
  if (!is_post_phone(line_at(panel, kPhone))) return std::string(tr(lang, "fault.unit_phone"));
  if (std::string fault = fault_of_places(panel, lang); !fault.empty()) return fault;
  if (std::string fault = fault_of_duty(panel, lang); !fault.empty()) return fault;
  const ResponseUnit* known = edited_unit(frame, ctx);
  if (known != nullptr && unit_of(frame, ctx) == *known) return std::string(tr(lang, "fault.nothing"));
  return {};
}

std::optional<OperationCommand> command_of_unit(const Frame& frame, PanelContext& ctx) {
  if (!fault_of_unit(frame, ctx, Lang::Zh).empty()) return std::nullopt;
  const ResponseUnit* known = edited_unit(frame, ctx);
  ResponseUnit unit = unit_of(frame, ctx);
  if (known == nullptr) return EnrollUnit{std::move(unit)};
  ResponseUnit moved = *known, set = *known;
  moved.position = unit.position, moved.position_at = unit.position_at;
  set.state = unit.state, set.state_reason = unit.state_reason;
  if (unit == set) return SetUnitState{unit.id, unit.state, unit.state_reason};
  if (unit == moved) return ReportPosition{unit.id, *unit.position};
  return EnrollUnit{std::move(unit)};
}

std::string unit_reason(const UnitPanel& panel) { return std::string(line_at(panel, kReason)); }

std::string fault_of_retiring(const Frame& frame, PanelContext& ctx, Lang lang) {
  const UnitPanel& panel = ctx.state.tools.units;
  if (!frame.live()) return std::string(tr(lang, "why.units_past"));
  if (edited_unit(frame, ctx) == nullptr) return tr_with(lang, "fault.unit_gone", panel.unit);
  if (const Assignment* held = frame.world.operations->engagement_of(panel.unit))
    return tr_with(lang, "fault.unit_engaged", held->incident);
  return unit_reason(panel).empty() ? std::string(tr(lang, "fault.retire_reason")) : std::string();
}

std::optional<LonLat> typed_position(std::string_view written) {
  std::string text = lower_ascii(fold_width(written));
  for (char& c : text)
    if (c == ',' || c == ';' || c == 'e' || c == 'n' || c == '\t') c = ' ';
  double value[2] = {};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (double& v : value) {
    while (at < end && *at == ' ') ++at;
    const auto read = std::from_chars(at, end, v, std::chars_format::fixed);
    if (read.ec != std::errc()) return std::nullopt;
    at = read.ptr;
  }
  if (std::any_of(at, end, [](char c) { return c != ' '; })) return std::nullopt;
  // China: what is swapped, or metres of a plane, is no position.
  if (!(value[0] > 73 && value[0] < 136 && value[1] > 3 && value[1] < 54)) return std::nullopt;
  return LonLat::of_degrees(value[0], value[1]);
}

std::string unit_degrees_text(LonLat at) { return fmt::format("{:.5f}, {:.5f}", at.lon(), at.lat()); }

void set_unit_base(UnitPanel& panel, LonLat at) {
  const std::size_t entry = place_of(panel, kBase);
  panel.fields.lines[entry].set(unit_degrees_text(at));
  panel.fields.focus = entry;
}

std::optional<LonLat> unit_base(const UnitPanel& panel) { return typed_position(line_at(panel, kBase)); }

}  // namespace anxin
