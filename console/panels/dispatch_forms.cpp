#include "console/panels/dispatch_forms.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "console/panels/dispatch_words.hpp"
#include "console/panels/figures_text.hpp"
#include "console/panels/keys.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

constexpr std::int64_t kMostPersons = 100'000;
constexpr std::array kReceipts{AssignmentState::Accepted, AssignmentState::EnRoute,
                               AssignmentState::OnScene,  AssignmentState::Released,
                               AssignmentState::Declined, AssignmentState::Recalled};
constexpr std::array kChannels{AckChannel::Phone, AckChannel::Radio, AckChannel::InPerson};

struct FormTraits {
  DispatchForm form;
  Deed deed;              // must be possible
  std::string_view word;  // "form." + word: title; "form." + word + ".send": its button
};
constexpr std::array<FormTraits, 16> kForms{{{DispatchForm::Log, Deed::Log, "log"},
                                             {DispatchForm::Level, Deed::Level, "level"},
                                             {DispatchForm::Reinforce, Deed::Reinforce, "reinforce"},
                                             {DispatchForm::Resolve, Deed::Resolve, "resolve"},
                                             {DispatchForm::Close, Deed::Close, "close"},
                                             {DispatchForm::Cancel, Deed::Cancel, "cancel"},
                                             {DispatchForm::TakeOver, Deed::TakeOver, "take_over"},
                                             {DispatchForm::Report, Deed::Report, "report"},
                                             {DispatchForm::Update, Deed::Update, "update"},
                                             {DispatchForm::Receipt, Deed::Log, "receipt"},
                                             {DispatchForm::RollCall, Deed::Log, "roll_call"},
                                             {DispatchForm::Merge, Deed::Merge, "merge"},
                                             {DispatchForm::Unmerge, Deed::Log, "unmerge"},
                                             {DispatchForm::NotSame, Deed::Log, "not_same"},
                                             {DispatchForm::Dispute, Deed::Dispute, "dispute"},
                                             {DispatchForm::Settle, Deed::Settle, "settle"}}};

const FormTraits& traits_of(DispatchForm form) { return *std::ranges::find(kForms, form, &FormTraits::form); }

FormEntry line_entry(Lang lang, std::string_view key, EntryKind kind = EntryKind::Line) {
  return {kind, std::string(tr(lang, key)), std::string(tr(lang, fmt::format("{}.hint", key)))};
}

template <class T, std::size_t N, class Key>
FormEntry one_entry(Lang lang, std::string_view key, const std::array<T, N>& values, Key word) {
  FormEntry e{EntryKind::One, std::string(tr(lang, key)), {}};
  for (const T v : values) e.items.emplace_back(tr(lang, word(v)));
  return e;
}

const Incident* incident_of(const Frame& frame, const PanelContext& ctx) {
  const Operations* ops = frame.world.operations.get();
  if (ops == nullptr) return nullptr;
  const auto it = ops->incidents->find(ctx.state.tools.dispatch.incident);
  return it == ops->incidents->end() ? nullptr : &it->second;
}

const Assignment* assignment_about(const Frame& frame, const PanelContext& ctx) {
  const Operations* ops = frame.world.operations.get();
  if (ops == nullptr) return nullptr;
  const auto it = ops->assignments->find(ctx.state.tools.dispatch.about);
  return it == ops->assignments->end() ? nullptr : &it->second;
}

std::string unit_name_of(const Frame& frame, const std::string& unit) {
  const auto it = frame.world.operations->units->find(unit);
  return it == frame.world.operations->units->end() ? unit : it->second.name;
}

// The two scales side by side: what each makes of the incident.
void add_scales(FormSpec& spec, const Incident& i, Lang lang) {
  const LevelFinding& l = i.level;
  std::string raised;
  for (int m = 0; m < kModifiers; ++m) {
    if ((l.modifiers >> m & 1) == 0) continue;
    raised += raised.empty() ? "" : "、";
    raised += tr(lang, modifier_key(static_cast<Modifier>(m)));
  }
  if (raised.empty()) raised = tr(lang, "level.raised_none");
  const std::string_view first = l.profile.empty() ? tr(lang, "level.first") : std::string_view(l.profile),
                         second = l.second_profile.empty() ? tr(lang, "level.second")
                                                           : std::string_view(l.second_profile);
  spec.notes.push_back(tr_with(lang, "level.scale", first, level_text(lang, l.by_heads), raised));
  spec.notes.push_back(tr_with(lang, "level.scale2", second, level_text(lang, l.second)));
}

FormEntry functions_entry(Lang lang) {
  FormEntry e{EntryKind::Many, std::string(tr(lang, "field.more")), {}};
  for (int f = 0; f < kFunctions; ++f) e.items.emplace_back(tr(lang, function_key(static_cast<Function>(f))));
  return e;
}

// Who may be responsible: all supervising units; to settle, the parties of the dispute before the others.
std::vector<std::string> units_of(const Frame& frame, const Incident* i, DispatchForm form) {
  std::vector<std::string> codes;
  if (form == DispatchForm::Settle && i != nullptr && i->dispute) codes = i->dispute->candidates;
  if (!frame.pack) return codes;
  for (const SupervisingUnit& unit : frame.pack->supervising_units)
    if (std::ranges::find(codes, unit.code) == codes.end()) codes.push_back(unit.code);
  return codes;
}

FormEntry units_entry(const Frame& frame, const Incident* i, DispatchForm form, Lang lang) {
  const bool settle = form == DispatchForm::Settle;
  FormEntry e{settle ? EntryKind::One : EntryKind::Many,
              std::string(tr(lang, settle ? "field.settled" : "field.candidates")),
              {}};
  for (const std::string& code : units_of(frame, i, form))
    e.items.push_back(unit_short_of(frame, lang, code));
  return e;
}

bool is_party(const Incident* i, const std::string& unit) {
  return i != nullptr && i->dispute && std::ranges::count(i->dispute->candidates, unit) > 0;
}

// The units ticked, or the one chosen.
std::vector<std::string> units_chosen(const Frame& frame, const PanelContext& ctx) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  const auto codes = units_of(frame, incident_of(frame, ctx), panel.form);
  std::vector<std::string> out;
  for (std::size_t n = 0; n < codes.size() && panel.fields.bits.size() > 1; ++n)
    if ((panel.fields.bits[1] >> n & 1U) != 0) out.push_back(codes[n]);
  return out;
}

void add_close(FormSpec& spec, Lang lang) {
  constexpr std::array kCodes{Conclusion::PaidInFull, Conclusion::PaidInPart, Conclusion::AgreedInInstalments,
                              Conclusion::Referred, Conclusion::NoArrears};
  spec.entries.push_back(one_entry(lang, "field.conclusion", kCodes, conclusion_key));
  for (int s = 0; s < kMoneySources; ++s)
    spec.entries.push_back({EntryKind::Number, std::string(tr(lang, money_source_key(MoneySource(s)))),
                            std::string(tr(lang, "field.money.hint"))});
  spec.entries.push_back(line_entry(lang, "field.follow_up"));
}

void add_entries(FormSpec& spec, const Frame& frame, PanelContext& ctx, Lang lang) {
  constexpr std::array kLevels{IncidentLevel::I, IncidentLevel::II, IncidentLevel::III, IncidentLevel::IV};
  const Incident* i = incident_of(frame, ctx);
  switch (ctx.state.tools.dispatch.form) {
    case DispatchForm::Log:
      spec.entries = {line_entry(lang, "field.text")};
      break;
    case DispatchForm::Level: {
      FormEntry levels{EntryKind::One, std::string(tr(lang, "field.level")), {}};
      for (const IncidentLevel l : kLevels) levels.items.push_back(level_text(lang, l));
      spec.entries = {line_entry(lang, "field.reason"), levels};
      if (i != nullptr) add_scales(spec, *i, lang);
      break;
    }
    case DispatchForm::Reinforce:
      spec.entries = {functions_entry(lang), line_entry(lang, "field.reason")};
      break;
    case DispatchForm::Close:
      add_close(spec, lang);
      break;
    case DispatchForm::Report:
      spec.entries = {line_entry(lang, "field.persons", EntryKind::Number), line_entry(lang, "field.text")};
      break;
    case DispatchForm::Update:
      spec.entries = {line_entry(lang, "field.persons", EntryKind::Number),
                      line_entry(lang, "field.employers", EntryKind::Number),
                      line_entry(lang, "field.claimed", EntryKind::Number)};
      break;
    case DispatchForm::Dispute:
    case DispatchForm::Settle: {
      const DispatchForm form = ctx.state.tools.dispatch.form;
      spec.entries = {line_entry(lang, "field.reason"), units_entry(frame, i, form, lang)};
      if (form == DispatchForm::Settle && i != nullptr && i->dispute)
        spec.notes.push_back(i->dispute->reason);
      break;
    }
    case DispatchForm::Receipt:
      spec.entries = {one_entry(lang, "field.receipt", kReceipts, assignment_state_key),
                      one_entry(lang, "field.channel", kChannels, channel_key),
                      line_entry(lang, "field.words")};
      break;
    case DispatchForm::RollCall:
      spec.entries = {line_entry(lang, "field.words")};
      break;
    default:
      spec.entries = {line_entry(lang, "field.reason")};
      break;
  }
}

// The one that others are merged into: the earliest reported of those chosen.
std::string merged_into(const Frame& frame, const PanelContext& ctx) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  if (!panel.about.empty()) return panel.about;
  const Incident* first = nullptr;
  for (const std::string& id : panel.picked) {
    const auto it = frame.world.operations->incidents->find(id);
    if (it == frame.world.operations->incidents->end()) continue;
    if (first == nullptr || it->second.reported < first->reported) first = &it->second;
  }
  return first == nullptr ? std::string() : first->id;
}

std::vector<OperationCommand> merges_of(const Frame& frame, const PanelContext& ctx,
                                        const std::string& reason) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  if (!panel.about.empty()) return {MergeIncident{panel.incident, panel.about, reason}};
  const std::string into = merged_into(frame, ctx);
  std::vector<OperationCommand> out;
  for (const std::string& id : panel.picked)
    if (id != into) out.emplace_back(MergeIncident{id, into, reason});
  return out;
}

OperationCommand closing(const std::string& incident, const FormState& f, Lang lang) {
  CloseIncident close{
      incident, static_cast<Conclusion>(chosen_of(f, 0)), {}, std::string(line_of(f, 1 + kMoneySources))};
  for (int s = 0; s < kMoneySources; ++s) {
    const Fen fen = fen_of(lang, line_of(f, 1 + static_cast<std::size_t>(s)));
    if (fen > 0) close.recovered.push_back({static_cast<MoneySource>(s), fen});
  }
  return close;
}

OperationCommand updating(const std::string& incident, const FormState& f, Lang lang) {
  UpdateIncident update{incident, {}, {}, {}, {}, {}, {}, {}};
  if (!line_of(f, 0).empty()) update.persons = static_cast<std::int32_t>(number_of(f, 0, kMostPersons));
  if (!line_of(f, 1).empty()) update.employers = static_cast<std::int32_t>(number_of(f, 1, kMostPersons));
  if (!line_of(f, 2).empty()) update.claimed_fen = fen_of(lang, line_of(f, 2));
  return update;
}

OperationCommand stepping(const std::string& assignment, const FormState& f) {
  const AssignmentState to = kReceipts[chosen_of(f, 0)];
  const std::string words(line_of(f, 2));
  const bool against = to == AssignmentState::Declined || to == AssignmentState::Recalled;
  return StepAssignment{assignment, to, kChannels[chosen_of(f, 1)], words, against ? words : std::string()};
}

bool is_ended_form(DispatchForm form) { return form == DispatchForm::Unmerge; }

bool may_open(const Frame& frame, PanelContext& ctx, DispatchForm form) {
  if (is_ended_form(form)) return frame.live() && frame.world.operations != nullptr;
  if (form == DispatchForm::Merge && ctx.state.tools.dispatch.picked.size() < 2)
    return why_not(frame, ctx, Deed::Log).empty();  // proposed by the desk
  return why_not(frame, ctx, traits_of(form).deed).empty();
}

void first_values(const Frame& frame, PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  const Incident* i = incident_of(frame, ctx);
  if (panel.form == DispatchForm::Level && i != nullptr) {
    const int up = std::max(0, static_cast<int>(i->level.level) - 1);
    panel.fields.bits[1] = 1U << up;
  }
  if (panel.form == DispatchForm::Report && i != nullptr && i->persons > 0)
    panel.fields.lines[0].set(fmt::format("{}", i->persons));
  if (panel.form == DispatchForm::Dispute && i != nullptr) {
    const auto codes = units_of(frame, i, panel.form);
    const auto own = static_cast<std::size_t>(std::ranges::find(codes, i->supervising_unit) - codes.begin());
    if (own < codes.size()) panel.fields.bits[1] = 1U << own;
  }
  const Assignment* a = assignment_about(frame, ctx);
  if (panel.form == DispatchForm::Receipt && a != nullptr) {
    const auto next = a->state == AssignmentState::Offered    ? 0
                      : a->state == AssignmentState::Accepted ? 1
                      : a->state == AssignmentState::EnRoute  ? 2
                                                              : 3;
    panel.fields.bits[0] = 1U << next;
    panel.fields.focus = 2;
  }
}

}  // namespace

Fen fen_of(Lang lang, std::string_view typed) {
  const std::string text = fold_width(typed);
  if (text.empty()) return 0;
  double amount = -1;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), amount);
  constexpr double kMost = 1e7;
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !(amount >= 0 && amount < kMost))
    return -1;
  const double fen_each = lang == Lang::En ? 100'000'000 : 1'000'000;  // million CNY; 万元
  return static_cast<Fen>(std::llround(amount * fen_each));
}

void open_form(const Frame& frame, PanelContext& ctx, DispatchForm form, std::string about) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  if (!may_open(frame, ctx, form)) return;
  panel.form = form;
  panel.incident = ctx.view.selected_incident;
  panel.about = std::move(about);
  if (panel.sent_from != SentFrom::Table || panel.sent_id.empty()) panel.told.reset();
  begin_fields(panel.fields, spec_of(frame, ctx, lang_of(ctx.view.language)).entries, 0);
  first_values(frame, ctx);
  ctx.view.inspector = true;
}

void close_form(PanelContext& ctx) {
  DispatchPanel& panel = ctx.state.tools.dispatch;
  panel.form = DispatchForm::None;
  panel.fields = {};
  panel.incident.clear();
  panel.about.clear();
}

FormSpec spec_of(const Frame& frame, PanelContext& ctx, Lang lang) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  const std::string_view word = traits_of(panel.form).word;
  FormSpec spec{std::string(tr(lang, fmt::format("form.{}", word))),
                std::string(tr(lang, fmt::format("form.{}.send", word))),
                {}};
  if (const Assignment* a = assignment_about(frame, ctx)) {
    spec.notes.push_back(
        fmt::format("{}  {}", tr(lang, function_key(a->function)), unit_name_of(frame, a->unit)));
  } else if (panel.form == DispatchForm::Merge) {
    spec.notes.push_back(tr_with(lang, "form.merge.into", merged_into(frame, ctx)));
  } else if (!panel.about.empty()) {
    spec.notes.push_back(panel.about);
  }
  add_entries(spec, frame, ctx, lang);
  return spec;
}

std::string fault_of(const Frame& frame, PanelContext& ctx, Lang lang) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  const FormState& f = panel.fields;
  const auto fault = [&](std::string_view key) { return std::string(tr(lang, key)); };
  if (!frame.live()) return fault("why.past");
  switch (panel.form) {
    case DispatchForm::Reinforce:
      if (f.bits[0] == 0) return fault("fault.function");
      return line_of(f, 1).empty() ? fault("fault.reason") : std::string();
    case DispatchForm::Close:
      for (std::size_t s = 1; s <= kMoneySources; ++s)
        if (fen_of(lang, line_of(f, s)) < 0) return fault("fault.money");
      return {};
    case DispatchForm::Report:
      if (number_of(f, 0, kMostPersons) < 0 || line_of(f, 0).empty()) return fault("fault.persons");
      return line_of(f, 1).empty() ? fault("fault.text") : std::string();
    case DispatchForm::Update:
      if (number_of(f, 0, kMostPersons) < 0 || number_of(f, 1, kMostPersons) < 0)
        return fault("fault.persons");
      if (fen_of(lang, line_of(f, 2)) < 0) return fault("fault.money");
      return line_of(f, 0).empty() && line_of(f, 1).empty() && line_of(f, 2).empty() ? fault("fault.nothing")
                                                                                     : std::string();
    case DispatchForm::Receipt:
      return line_of(f, 2).empty() ? fault("fault.words") : std::string();
    case DispatchForm::Dispute:
      if (units_chosen(frame, ctx).size() < 2) return fault("fault.candidates");
      return line_of(f, 0).empty() ? fault("fault.reason") : std::string();
    case DispatchForm::Settle: {
      const auto chosen = units_chosen(frame, ctx);
      const bool party = chosen.size() == 1 && is_party(incident_of(frame, ctx), chosen.front());
      return !party && line_of(f, 0).empty() ? fault("fault.not_party") : std::string();
    }
    case DispatchForm::Log:
      return line_of(f, 0).empty() ? fault("fault.text") : std::string();
    case DispatchForm::RollCall:
      return line_of(f, 0).empty() ? fault("fault.words") : std::string();
    default:
      return line_of(f, 0).empty() ? fault("fault.reason") : std::string();
  }
}

std::vector<OperationCommand> commands_of(const Frame& frame, PanelContext& ctx) {
  const DispatchPanel& panel = ctx.state.tools.dispatch;
  const FormState& f = panel.fields;
  const Lang lang = lang_of(ctx.view.language);
  const std::string first(line_of(f, 0)), &of = panel.incident;
  switch (panel.form) {
    case DispatchForm::Log:
      return {AppendLog{of, first}};
    case DispatchForm::Level:
      return {SetLevel{of, static_cast<IncidentLevel>(chosen_of(f, 1)), first}};
    case DispatchForm::Reinforce: {
      RequestReinforcement wish{of, {}, std::string(line_of(f, 1))};
      for (std::size_t n = 0; n < kFunctions; ++n) wish.more[n] = f.bits[0] >> n & 1U;
      return {wish};
    }
    case DispatchForm::Resolve:
      return {ResolveIncident{of, first}};
    case DispatchForm::Close:
      return {closing(of, f, lang)};
    case DispatchForm::Cancel:
      return {CancelIncident{of, first}};
    case DispatchForm::TakeOver:
      return {ClaimIncident{of, first}};
    case DispatchForm::Report:
      return {ReportSituation{
          of, {}, static_cast<std::int32_t>(number_of(f, 0, kMostPersons)), std::string(line_of(f, 1))}};
    case DispatchForm::Update:
      return {updating(of, f, lang)};
    case DispatchForm::Receipt:
      return {stepping(panel.about, f)};
    case DispatchForm::RollCall:
      return {AnswerRollCall{panel.about, first}};
    case DispatchForm::Merge:
      return merges_of(frame, ctx, first);
    case DispatchForm::Unmerge:
      return {UnmergeIncident{panel.about, first}};
    case DispatchForm::Dispute:
      return {DisputeJurisdiction{of, units_chosen(frame, ctx), first}};
    case DispatchForm::Settle: {
      const auto chosen = units_chosen(frame, ctx);
      if (chosen.size() != 1) return {};
      return {SettleJurisdiction{of, chosen.front(), first}};
    }
    case DispatchForm::NotSame:
      return {DenyDuplicate{of, panel.about, first}};
    case DispatchForm::None:
      break;
  }
  return {};
}

}  // namespace anxin
