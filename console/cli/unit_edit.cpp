// anxin unit enroll, unit edit: a response unit with its roster, by flags.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "console/cli/position.hpp"
#include "data/model/unit_text.hpp"

namespace anxin {
namespace {

using Given = std::optional<std::string>;

struct UnitFields {
  WriteOptions write;
  std::string unit;
  Given name, short_name, member, supervising_unit, functions, sectors, at, people, vehicle, phone,
      deputy_post, deputy_phone, shifts;
};

std::string supervising_unit_of(const Pack& pack, const std::string& word) {
  const auto found = std::ranges::find_if(pack.supervising_units, [&](const SupervisingUnit& unit) {
    return word == unit.code || word == unit.name || word == unit.short_name;
  });
  return found == pack.supervising_units.end() ? word
                                               : found->code;  // the desk refuses what it does not know
}

Status take_places(const UnitFields& w, const Pack& pack, ResponseUnit& unit) {
  if (w.at) {
    const auto at = parse_position("--at", *w.at);
    if (!at) return std::unexpected(at.error());
    unit.base = *at;
  }
  if (w.supervising_unit) unit.supervising_unit = supervising_unit_of(pack, *w.supervising_unit);
  if (!w.member) return {};
  const MemberUnit* member = find_member_unit(pack, *w.member);
  if (member == nullptr && !w.member->empty())
    return fail(ErrorCode::Usage, "--member 的成员单位“" + *w.member + "”不在数据包内。",
                "--member '" + *w.member + "' is not in the data pack.");
  unit.member_unit = member == nullptr ? std::string() : member->code;
  return {};
}

// A text by its parser; the refusal names the part that cannot be read.
template <class T>
Status take_text(const Given& text, Result<T> (*parse)(std::string_view), T& value) {
  if (!text) return {};
  auto read = parse(*text);
  if (!read) return std::unexpected(read.error());
  value = std::move(*read);
  return {};
}

Status take_people(const Given& text, ResponseUnit& unit) {
  if (!text) return {};
  constexpr std::int32_t kMost = 100'000;
  std::int32_t people = -1;
  const auto [end, wrong] = std::from_chars(text->data(), text->data() + text->size(), people);
  if (wrong != std::errc() || end != text->data() + text->size() || people < 0 || people > kMost)
    return fail(ErrorCode::Usage, "--people “" + *text + "”不是人数。",
                "--people '" + *text + "' is no number of people.");
  unit.people = people;
  return {};
}

Status take_fields(const UnitFields& w, const Pack& pack, ResponseUnit& unit) {
  const auto take = [](const Given& given, std::string& value) {
    if (given) value = *given;
  };
  take(w.name, unit.name);
  take(w.short_name, unit.short_name);
  take(w.vehicle, unit.vehicle);
  take(w.phone, unit.post_phone);
  take(w.deputy_post, unit.deputy_post);
  take(w.deputy_phone, unit.deputy_phone);
  if (unit.short_name.empty()) unit.short_name = unit.name;
  if (auto ok = take_places(w, pack, unit); !ok) return ok;
  if (auto ok = take_people(w.people, unit); !ok) return ok;
  if (auto ok = take_text(w.functions, parse_functions, unit.functions); !ok) return ok;
  if (auto ok = take_text(w.sectors, parse_sectors, unit.sectors); !ok) return ok;
  return take_text(w.shifts, parse_shifts, unit.shifts);
}

// The unit as it would be; `fresh`: it must not be there yet, else it must be.
Result<ResponseUnit> wished(const Context& context, const UnitFields& w, bool fresh) {
  const auto o = open_operating(context);
  if (!o) return std::unexpected(o.error());
  const ResponseUnit* known = o->operations().unit(w.unit);
  if (fresh && known != nullptr)
    return fail(ErrorCode::Refused, "已有处置力量 " + w.unit + "；改动请用 anxin unit edit。",
                "There already is a unit " + w.unit + "; change it with anxin unit edit.");
  if (!fresh && known == nullptr)
    return fail(ErrorCode::NotFound, "没有处置力量 " + w.unit + "；新编请用 anxin unit enroll。",
                "There is no unit " + w.unit + "; make it with anxin unit enroll.");
  ResponseUnit unit = known != nullptr ? *known : ResponseUnit{};
  unit.id = w.unit;
  if (const Status taken = take_fields(w, *o->pack, unit); !taken) return std::unexpected(taken.error());
  if (known != nullptr && unit == *known)
    return fail(ErrorCode::Refused, "没有要更改的内容。", "Nothing would change.");
  return unit;
}

int run(const Context& context, const UnitFields& w, bool fresh) {
  const auto unit = wished(context, w, fresh);
  if (!unit) return report(unit.error(), context.json(), context.english());
  return carry_out(context, w.write, EnrollUnit{*unit});
}

void add(CLI::App& group, Action& action, const char* name, const char* what, bool fresh) {
  auto words = std::make_shared<UnitFields>();
  UnitFields& w = *words;
  auto* c = group.add_subcommand(name, what);
  add_write_options(*c, w.write);
  c->add_option("UNIT", w.unit, "Its id, such as U-110105-LEAD-1")->required();
  const auto option = [&](const char* flag, Given& value, const char* help) {
    return c->add_option(flag, value, help);
  };
  auto* its_name = option("--name", w.name, "Its name");
  auto* functions =
      option("--functions", w.functions, "One to three functions: lead,mediation or 牵头、调解");
  auto* at = option("--at", w.at, "LON,LAT of its base in CGCS2000 degrees");
  option("--short-name", w.short_name, "For the map (default: its name)");
  option("--member", w.member, "Its member unit, by code or name");
  option("--unit", w.supervising_unit, "Its supervising unit, by code or name (default: that of its base)");
  option("--sectors", w.sectors, "The sectors that it answers for; empty: all");
  option("--people", w.people, "How many people");
  option("--vehicle", w.vehicle, "Kind of vehicle");
  option("--phone", w.phone, "The duty post's telephone: a landline or a short number");
  option("--deputy-post", w.deputy_post, "The deputy's post");
  option("--deputy-phone", w.deputy_phone, "Its telephone");
  option("--shifts", w.shifts, "Duty roster: \"Mon-Fri 08:00-18:00; Sat, Sun 09:00-17:00\", 全天 for always");
  if (fresh) its_name->required(), functions->required(), at->required();
  c->callback([&action, words, fresh] {
    action = [words, fresh](const Context& context) { return run(context, *words, fresh); };
  });
}

}  // namespace

void add_unit_edit(CLI::App& group, Action& action) {
  add(group, action, "enroll", "A new response unit", true);
  add(group, action, "edit", "Change what is given, keep the rest", false);
}

}  // namespace anxin
