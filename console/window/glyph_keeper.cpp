#include "console/window/glyph_keeper.hpp"

#include <array>
#include <utility>

#include "console/panels/panels.hpp"
#include "data/model/describe.hpp"
#include "geo/text.hpp"

namespace anxin {
namespace {

// Characters up to U+FFFF as a set of bits.
struct Seen {
  std::vector<bool> bits = std::vector<bool>(0x10000);
  void add(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size();) {
      const auto lead = static_cast<unsigned char>(utf8[i]);
      if (lead < 0x80) {
        bits[lead] = true;
        ++i;
      } else if (lead >= 0xE0 && lead < 0xF0 && i + 2 < utf8.size()) {
        bits[(lead & 0x0Fu) << 12 | (static_cast<unsigned char>(utf8[i + 1]) & 0x3Fu) << 6 |
             (static_cast<unsigned char>(utf8[i + 2]) & 0x3Fu)] = true;
        i += 3;
      } else {
        for (const char32_t c : code_points(utf8.substr(i, 4)).substr(0, 1)) {
          if (c < bits.size()) bits[c] = true;
        }
        i += lead >= 0xF0 ? 4 : lead >= 0xC0 ? 2 : 1;
      }
    }
  }
  void add(const Strings& strings) {
    for (std::size_t i = 0; i < strings.size(); ++i) add(strings[i]);
  }
  // With those that every screen needs.
  [[nodiscard]] std::u32string characters() {
    for (const char32_t c : characters_of(std::string())) bits[c] = true;
    std::u32string all;
    for (char32_t c = 0x20; c < 0x10000; ++c) {
      if (bits[c]) all.push_back(c);
    }
    return all;
  }
};

// The 3,755 characters of everyday Chinese (GB/T 2312, rows 16 to 55): sentences that the model, the store
// and an import write are not known beforehand.
std::string everyday_characters() {
  std::string bytes;
  for (int row = 0xB0; row <= 0xD7; ++row) {
    for (int cell = 0xA1; cell <= (row == 0xD7 ? 0xF9 : 0xFE); ++cell) {
      bytes += static_cast<char>(row);
      bytes += static_cast<char>(cell);
    }
  }
  const auto text = decode(bytes);
  return text ? text->utf8 : std::string();
}

}  // namespace

std::u32string characters_of(const Registry* registry, const Pack* pack, std::string_view words) {
  Seen seen;
  seen.add(words);
  seen.add(ui_characters());
  seen.add(description_characters());
  seen.add(everyday_characters());
  if (registry != nullptr) {
    for (const Strings* names :
         {&registry->unit_name, &registry->enterprise_name, &registry->name, &registry->township}) {
      seen.add(*names);
    }
  }
  if (pack != nullptr) {
    seen.add(pack->city_zh);
    for (const SupervisingUnit& unit : pack->supervising_units)
      seen.add(unit.name), seen.add(unit.short_name);
    for (const Clause& clause : pack->clauses)
      seen.add(clause.text), seen.add(clause.title), seen.add(clause.target);
    for (const FlagWords& flag : words_of(ClauseFlags{true, true, true, true})) seen.add(flag.zh);
    for (const MemberUnit& unit : pack->member_units) seen.add(unit.name), seen.add(unit.today);
    for (const LegalTarget& law : pack->legal_targets) seen.add(law.basis);
    for (const Township& town : pack->townships) seen.add(town.name);
    for (const Rule& rule : pack->rules.rules)
      seen.add(rule.sentence_zh), seen.add(rule.law_zh), seen.add(rule.source);
  }
  return seen.characters();
}

std::u32string wall_characters_of(const World& world, const Pack* pack, std::string_view words) {
  Seen seen;
  seen.add(words);
  seen.add(ui_characters());
  const Registry* r = world.registry.get();
  if (r != nullptr) seen.add(r->unit_name), seen.add(r->township);
  for (std::size_t i = 0; r != nullptr && world.risk && i < world.risk->grade.size() && i < r->projects();
       ++i) {
    if (world.risk->grade[i] == Grade::D || world.risk->grade[i] == Grade::C) seen.add(r->name[i]);
  }
  if (pack != nullptr) {
    for (const SupervisingUnit& unit : pack->supervising_units)
      seen.add(unit.name), seen.add(unit.short_name);
    for (const LegalTarget& law : pack->legal_targets) seen.add(law.basis);
    for (const Township& town : pack->townships) seen.add(town.name);
  }
  return seen.characters();
}

std::string words_of(const Frame& frame) {
  std::string text = frame.store_name;
  if (frame.detail) {
    for (const HistoryEntry& entry : frame.detail->history) text += entry.summary_zh;
  }
  if (frame.world.registry) {
    const Strings& feeds = frame.world.registry->records.feeds.name;
    for (std::size_t i = 0; i < feeds.size(); ++i) text += feeds[i];
  }
  for (const LoadStatus* status : {&frame.load, &frame.months}) {
    text += status->what_zh;
    if (status->error) text += status->error->zh;
  }
  for (const Notice& notice : frame.notices) text += notice.zh;
  if (frame.found) text += frame.found->query;  // typed: any character of the language
  return text;
}

std::string words_of(const Operations& operations) {
  std::string text;
  for (const auto& [id, unit] : *operations.units)
    text += unit.name + unit.short_name + unit.deputy_post + unit.state_reason;
  for (const auto& [id, incident] : *operations.incidents) {
    text += incident.place + incident.claimed_by + incident.level.profile + incident.level.second_profile;
    if (incident.dispute) text += incident.dispute->reason;
  }
  return text;
}

GlyphKeeper::GlyphKeeper(MapFonts fonts, std::filesystem::path cache, std::function<void()> wake)
    : fonts_(std::move(fonts)), cache_(std::move(cache)), wake_(std::move(wake)) {}

void GlyphKeeper::want(const Frame& frame, const ViewState& view) {
  const float ui_scale = view.ui_scale;
  const bool with_names = frame.world.registry != nullptr;
  const bool new_words = take_words_of(frame);
  if (with_names == with_names_ && ui_scale == ui_scale_ && view.wall == wall_ &&
      frame.world.revision == revision_ && (!view.wall || frame.world.risk == risk_) && !new_words)
    return;
  with_names_ = with_names, ui_scale_ = ui_scale, wall_ = view.wall, revision_ = frame.world.revision,
  risk_ = frame.world.risk;
  jobs_.post("glyphs",
             [this, world = frame.world, pack = frame.pack, ui_scale, wall = view.wall, words = words_] {
               auto characters = wall ? wall_characters_of(world, pack.get(), words)
                                      : characters_of(world.registry.get(), pack.get(), words);
               auto atlas = load_atlas({fonts_, ui_scale, std::move(characters), wall}, cache_);
               {
                 const std::lock_guard lock(mutex_);
                 ready_.emplace(std::move(atlas));
               }
               if (wake_) wake_();
             });
}

// True when the frame's sentences have a character not met so far.
bool GlyphKeeper::take_words_of(const Frame& frame) {
  std::string text = words_of(frame);
  if (frame.import && frame.import != import_)
    for (const std::string& words : words_of(*frame.import)) text += words;
  import_ = frame.import;
  if (frame.world.operations && frame.world.operations != operations_)
    text += words_of(*frame.world.operations);
  operations_ = frame.world.operations;
  if (frame.incident && frame.incident != incident_)
    for (const LogEntry& entry : frame.incident->history) text += entry.by + entry.text;
  incident_ = frame.incident;
  if (frame.outcome) text += frame.outcome->zh;
  bool found = false;
  for (const char32_t c : code_points(text)) {
    if (met_.insert(c).second) found = true;
  }
  if (found) words_ += text;
  return found;
}

std::optional<Result<FontAtlas>> GlyphKeeper::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(ready_, std::nullopt);
}

}  // namespace anxin
