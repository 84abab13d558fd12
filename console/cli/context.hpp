// What every command shares: the options that all take, opening pack and store, printing answers and errors.
#pragma once
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "data/packs/pack.hpp"
#include "data/store/store.hpp"

namespace anxin {

inline constexpr int kExitDone = 0, kExitRefused = 1, kExitUsage = 2, kExitBadInput = 3, kExitStore = 4,
                     kExitRejects = 5, kExitInternal = 70;

using Json = nlohmann::ordered_json;

struct CommonOptions {
  std::string store, pack, now, as_of, language;
  bool json = false;
};

// The common options, checked. Made once a command starts.
class Context {
 public:
  static Result<Context> make(const CommonOptions& options);

  [[nodiscard]] bool json() const { return json_; }
  [[nodiscard]] bool english() const { return english_; }
  [[nodiscard]] const std::string& say(const std::string& zh, const std::string& en) const {
    return english_ ? en : zh;
  }
  [[nodiscard]] std::optional<Instant> now_given() const { return now_; }
  [[nodiscard]] std::optional<Day> as_of_given() const { return as_of_; }
  // --now, else a simulated store's anchor, else the wall clock.
  [[nodiscard]] Instant now(const StoreInfo& info) const;
  [[nodiscard]] Day as_of(const StoreInfo& info) const;
  [[nodiscard]] const std::filesystem::path& store_file() const { return store_; }
  [[nodiscard]] Result<std::shared_ptr<const Pack>> pack() const;
  [[nodiscard]] Result<std::unique_ptr<Store>> open(OpenMode mode = OpenMode::ReadOnly) const;

 private:
  std::filesystem::path store_;
  std::optional<std::filesystem::path> pack_;
  std::optional<Instant> now_;
  std::optional<Day> as_of_;
  bool json_ = false, english_ = false;
};

// $ANXIN_STORE, else $XDG_DATA_HOME/anxin/beijing.anxin, else ~/.local/share/anxin/beijing.anxin.
[[nodiscard]] std::filesystem::path default_store();
[[nodiscard]] bool prefers_english();  // from LC_ALL, LC_MESSAGES, LANG; Chinese when they say nothing
[[nodiscard]] int exit_code(ErrorCode code);
// The sentence on standard error; as {"error":{code,zh,en}} on standard output as well when JSON was asked
// for. Gives the exit code.
int report(const Error& error, bool json, bool english);
void print_line(const std::string& line);
void print_json(const Json& value);

// A registry with its months and its grades for the day of the context: what risk, explain and export need.
struct Assessed {
  std::shared_ptr<const Registry> registry;
  RiskTable risk;
  Instant known{};
  Day as_of{};
};
[[nodiscard]] Result<Assessed> load_assessed(Store& store, const Context& context, const Pack& pack);
[[nodiscard]] Json head_json(const Assessed& a);  // {as_of, as_known, simulated}

}  // namespace anxin
