#include "console/cli/context.hpp"

#include <cstdio>
#include <cstdlib>

#include "console/desk/clock.hpp"

namespace anxin {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

bool prefers_english() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const std::string value = environment(name); !value.empty()) return value.starts_with("en");
  }
  return false;
}

std::filesystem::path default_store() {
  if (const auto named = environment("ANXIN_STORE"); !named.empty()) return named;
  const auto data = environment("XDG_DATA_HOME");
  const std::filesystem::path base = data.empty()
                                         ? std::filesystem::path(environment("HOME")) / ".local/share"
                                         : std::filesystem::path(data);
  return base / "anxin/beijing.anxin";
}

Result<Context> Context::make(const CommonOptions& options) {
  Context c;
  c.json_ = options.json;
  c.english_ = options.language.empty() ? prefers_english() : options.language == "en";
  c.store_ = options.store.empty() ? default_store() : std::filesystem::path(options.store);
  if (!options.pack.empty()) c.pack_ = options.pack;
  if (!options.now.empty()) {
    c.now_ = parse_instant(options.now);
    if (!c.now_) {
      return fail(ErrorCode::Usage, "--now 的时间“" + options.now + "”无法识别，应如 2026-11-23 09:42。",
                  "--now '" + options.now + "' is not a time; write it like 2026-11-23 09:42.");
    }
  }
  if (!options.as_of.empty()) {
    c.as_of_ = parse_day(options.as_of);
    if (!c.as_of_) {
      return fail(ErrorCode::Usage, "--as-of 的日期“" + options.as_of + "”无法识别，应如 2026-11-23。",
                  "--as-of '" + options.as_of + "' is not a day; write it like 2026-11-23.");
    }
  }
  return c;
}

Instant Context::now(const StoreInfo& info) const {
  if (now_) return *now_;
  return info.simulated && info.anchor ? *info.anchor : wall_clock();
}

Day Context::as_of(const StoreInfo& info) const { return as_of_ ? *as_of_ : day_of(now(info)); }

Result<std::shared_ptr<const Pack>> Context::pack() const {
  auto folder = find_pack(pack_);
  if (!folder) return std::unexpected(folder.error());
  auto pack = load_pack(*folder);
  if (!pack) return std::unexpected(pack.error());
  return std::make_shared<const Pack>(std::move(*pack));
}

Result<std::unique_ptr<Store>> Context::open(OpenMode mode) const { return open_store(store_, mode); }

int exit_code(ErrorCode code) {
  switch (code) {
    case ErrorCode::Refused:
    case ErrorCode::NotFound:
    case ErrorCode::Stale:
      return kExitRefused;
    case ErrorCode::Usage:
      return kExitUsage;
    case ErrorCode::BadInput:
      return kExitBadInput;
    case ErrorCode::Store:
      return kExitStore;
    case ErrorCode::Internal:
      return kExitInternal;
  }
  return kExitInternal;
}

int report(const Error& error, bool json, bool english) {
  std::fprintf(stderr, "anxin: %s\n", (english ? error.en : error.zh).c_str());
  const int code = exit_code(error.code);
  if (json) print_json({{"error", {{"exit_code", code}, {"zh", error.zh}, {"en", error.en}}}});
  return code;
}

void print_line(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fputc('\n', stdout);
}

void print_json(const Json& value) { print_line(value.dump(-1, ' ', false, Json::error_handler_t::replace)); }

Result<Assessed> load_assessed(Store& store, const Context& context, const Pack& pack) {
  Assessed a;
  a.known = context.now(store.info());
  a.as_of = context.as_of(store.info());
  auto registry = store.load_registry();
  if (!registry) return std::unexpected(registry.error());
  auto history = store.load_history(**registry);
  if (!history) return std::unexpected(history.error());
  (*registry)->take(std::move(*history));
  a.registry = std::move(*registry);
  a.risk = assess_all(*a.registry, pack.rules, a.as_of);
  return a;
}

Json head_json(const Assessed& a) {
  return {
      {"as_of", to_string(a.as_of)}, {"as_known", to_string(a.known)}, {"simulated", a.registry->simulated}};
}

}  // namespace anxin
