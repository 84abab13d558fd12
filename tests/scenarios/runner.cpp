#include "tests/scenarios/runner.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/scenarios/commands.hpp"
#include "tests/scenarios/properties.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

// Cut at each `mark` that stands outside quotes.
std::vector<std::string> cut(std::string_view text, std::string_view mark) {
  std::vector<std::string> parts;
  bool quoted = false;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') quoted = !quoted;
    if (quoted || !text.substr(i).starts_with(mark)) continue;
    parts.push_back(trimmed(text.substr(from, i - from)));
    from = i + mark.size();
    i = from - 1;
  }
  parts.push_back(trimmed(text.substr(from)));
  return parts;
}

struct Line {
  int number = 0;
  std::string text;
};

// The lines of a file without comments; one that begins with -> or ; goes on with the line before.
std::vector<Line> lines_of(const std::filesystem::path& file) {
  std::vector<Line> lines;
  std::istringstream in(read_file(file));
  std::string raw;
  for (int number = 1; std::getline(in, raw); ++number) {
    const std::string text = trimmed(raw);
    if (text.empty() || text.starts_with('#')) continue;
    const bool goes_on = text.starts_with("->") || text.starts_with(';');
    if (goes_on && !lines.empty()) {
      lines.back().text += " " + text;
    } else {
      lines.push_back({number, text});
    }
  }
  return lines;
}

class Player {
 public:
  explicit Player(Ledger& ledger) : ledger_(ledger) {}

  void play(const std::filesystem::path& file) {
    file_ = file.string();
    for (const Line& line : lines_of(file)) {
      line_ = line.number;
      try {
        play_line(line.text);
      } catch (const std::exception& e) {
        fault(std::string("cannot be read: ") + e.what());
      }
    }
  }
  // What is kept tells the same as what was played.
  void check_reload() {
    const auto kept = ledger_.reload();
    if (!kept) return fault("reload: " + kept.error().en);
    const std::string differs = difference(*kept, operations_);
    if (!differs.empty()) fault("after a reload the world differs in " + differs);
    operations_ = *kept;
  }

 private:
  void fault(const std::string& what) const { ADD_FAILURE_AT(file_.c_str(), line_) << what; }

  void play_line(const std::string& line) {
    const auto halves = cut(line, "->");
    if (halves.size() > 2) throw Misread("more than one ->");
    Words words(halves[0]);
    if (words.accept("at")) {
      now_ = moment(words, day_of(now_));
    } else if (words.accept("seat")) {
      seat_ = words.take();
    } else if (words.accept("reload")) {
      check_reload();
    } else if (words.accept("expect")) {
      expect(halves[0].substr(std::string_view("expect").size()));
    } else if (words.accept("refuse")) {
      refuse(words, halves.size() == 2 ? cut(halves[1], ";") : std::vector<std::string>{});
    } else if (!world_.declare(words)) {
      command(words, halves);
    }
  }

  Result<std::vector<OperationChange>> decided(Words& words) {
    const auto command = command_of(words, day_of(now_));
    if (!command) throw Misread("no such command: " + words.peek());
    return decide(operations_, world_.context(now_, seat_), *command);
  }

  void command(Words& words, const std::vector<std::string>& halves) {
    auto facts = decided(words);
    if (!facts) return fault("refused: " + facts.error().zh + " / " + facts.error().en);
    std::vector<std::string> told;
    for (const OperationChange& fact : *facts) told.push_back(sentence(fact, operations_));
    if (!facts->empty()) {
      const auto record = ledger_.commit(now_, seat_, std::move(*facts));
      if (!record) return fault("not kept: " + record.error().en);
      operations_ = evolve(operations_, *record);
    }
    if (halves.size() < 2) return;
    const auto wanted = halves[1] == "nothing" ? std::vector<std::string>{} : cut(halves[1], ";");
    if (told == wanted) return;
    std::string all;
    for (const std::string& one : told) all += "\n    " + one;
    fault("came to:" + (all.empty() ? " nothing" : all));
  }

  void refuse(Words& words, const std::vector<std::string>& parts) {
    const auto facts = decided(words);
    if (facts) return fault("was not refused");
    const Error& error = facts.error();
    if (!error.zh.ends_with("。") || !error.en.ends_with('.'))
      fault("not a sentence: " + error.zh + " / " + error.en);
    for (const std::string& part : parts) {
      Words quoted(part);
      const std::string text = quoted.text();
      if (!error.zh.contains(text) && !error.en.contains(text))
        fault("refused with another reason: " + error.zh + " / " + error.en);
    }
  }

  // I-… state on_scene; level II; claimed-by 01
  void expect(const std::string& text) {
    const auto parts = cut(text, ";");
    Words first(parts[0]);
    const std::string subject = first.take();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      Words words(parts[i]);
      if (i == 0) words.take();
      const std::string found = property(operations_, world_, now_, subject, words);
      const std::string wanted = words.rest();
      if (found != wanted) fault("expected '" + wanted + "', found '" + found + "'");
    }
  }

  Ledger& ledger_;
  ScenarioWorld world_;
  Operations operations_;
  std::string file_, seat_ = "01";
  int line_ = 0;
  Instant now_{};
};

}  // namespace

void play(const std::filesystem::path& prelude, const std::filesystem::path& scenario, Ledger& ledger) {
  // What the ledger is for holds from its first fact on, and the prelude has facts.
  const bool exercise =
      std::ranges::any_of(lines_of(scenario), [](const Line& line) { return line.text == "exercise-store"; });
  ASSERT_TRUE(ledger.begin(exercise)) << scenario;
  Player player(ledger);
  player.play(prelude);
  player.play(scenario);
  player.check_reload();
}

}  // namespace anxin::test
