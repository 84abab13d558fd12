#include "console/desk/import_desk.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>

#include "console/desk/command_id.hpp"
#include "console/desk/folder_list.hpp"
#include "data/ingest/known.hpp"
#include "data/model/personal.hpp"

namespace anxin {
namespace {

constexpr const char* kSeat = "指挥台";
constexpr std::size_t kRejectsShown = 200;

Error no_store() {
  return {ErrorCode::Store, "数据没有打开，不能导入。", "The store is not open; nothing can be imported."};
}

using Counted = std::vector<std::pair<Fault, std::size_t>>;
Counted counted(const Intake& intake, bool rejecting) {
  Counted out;
  for (const FaultKind& kind : fault_table()) {
    const std::size_t n = intake.counts[static_cast<std::size_t>(kind.fault)];
    if (n > 0 && kind.rejects == rejecting) out.emplace_back(kind.fault, n);
  }
  std::ranges::stable_sort(out, std::ranges::greater{}, &Counted::value_type::second);
  return out;
}

// How each column is read, as far as the header alone tells when the file was refused.
std::vector<ImportColumn> columns_of(IntakeKind kind, std::span<const std::string> header,
                                     const HeaderMap& map) {
  std::vector<ImportColumn> out;
  for (const auto& name : header) {
    ImportColumn column{name, {}, field_of_header(kind, name), false};
    for (const auto& [written, field] : map) {
      if (written != name) continue;
      column.dropped = field == "-";
      column.field = parse_field(field);
    }
    out.push_back(std::move(column));
  }
  return out;
}

std::optional<std::size_t> place_of(const std::vector<ImportLayer>& layers, const std::string& name) {
  const auto found = std::ranges::find(layers, name, &ImportLayer::name);
  return found == layers.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - layers.begin()));
}

void take_columns(const Intake& intake, ImportState& s) {
  s.columns.clear();
  for (std::size_t i = 0; i < intake.header.size(); ++i)
    s.columns.push_back({intake.header[i], i < intake.example.size() ? intake.example[i] : "", {}, false});
  for (int f = 0; f < kFields; ++f) {
    const int column = intake.columns.column[static_cast<std::size_t>(f)];
    if (column != kNoColumn) s.columns[static_cast<std::size_t>(column)].field = static_cast<Field>(f);
  }
  for (const std::size_t column : intake.columns.dropped) s.columns[column].dropped = true;
}

// What a file would change, and where what it brings lies.
struct Effect {
  std::size_t added = 0, changed = 0, unchanged = 0;
  std::vector<LonLat> at;
};

void take_intake(const Intake& intake, std::span<const LonLat> at, ImportState& s) {
  s.kind = intake.kind;
  s.encoding = intake.encoding;
  s.delimiter = intake.delimiter;
  s.layer = intake.layer;
  s.rows = intake.rows;
  s.accepted = intake.accepted;
  s.rejected = intake.rejected.size();
  s.crs = intake.crs;
  s.rejected_by = counted(intake, true);
  s.remarked = counted(intake, false);
  take_columns(intake, s);
  s.first_rejected.clear();
  for (std::size_t i = 0; i < std::min(kRejectsShown, intake.rejected.size()); ++i) {
    s.first_rejected.push_back(intake.rejected[i]);
    s.first_rejected.back().cells.clear();
  }
  s.positioned = at.size();
  const std::size_t every = (s.positioned + ImportState::kMostPositions - 1) / ImportState::kMostPositions;
  s.positions.clear();
  for (std::size_t i = 0; i < s.positioned; i += every) s.positions.push_back(to_map(at[i]));
}

}  // namespace

std::vector<std::string> words_of(const ImportState& s) {
  std::vector<std::string> out{s.source, s.layer, s.list.folder.string()};
  for (const ImportLayer& layer : s.layers) out.push_back(layer.shown);
  for (const auto* error : {&s.error, &s.list.error})
    if (*error) out.push_back((*error)->zh);
  for (const FolderEntry& entry : s.list.entries) out.push_back(entry.name);
  for (const ImportColumn& column : s.columns) {
    out.push_back(column.header);
    out.push_back(column.example);
  }
  for (const Field field : fields_of(s.kind)) out.emplace_back(name_zh(field));
  for (const RejectedRow& row : s.first_rejected) out.push_back(row.zh);
  for (const auto& [fault, n] : s.remarked) out.emplace_back(kind_of(fault).zh);
  if (s.crs) {
    out.emplace_back(name_zh(s.crs->crs));
    out.push_back(s.crs->zh);
  }
  for (const Store::BatchInfo& batch : s.batches) out.push_back(batch.source);
  return out;
}

ImportDesk::ImportDesk(House house) : house_(std::move(house)) {}
ImportDesk::~ImportDesk() { jobs_.stop(); }

void ImportDesk::change(std::uint64_t number, const std::function<void(ImportState&)>& change) {
  {
    const std::lock_guard lock(mutex_);
    if (number != number_ || !state_) return;
    auto next = std::make_shared<ImportState>(*state_);
    change(*next);
    state_ = std::move(next);
  }
  show();
}

void ImportDesk::show() {
  const std::lock_guard in_turn(showing_);
  std::shared_ptr<const ImportState> newest;
  {
    const std::lock_guard lock(mutex_);
    newest = state_;
  }
  house_.publish(std::move(newest));
}

void ImportDesk::refuse(std::uint64_t number, const Error& error) {
  spdlog::warn("{}", error.en);
  change(number, [&](ImportState& s) {
    s.stage = ImportStage::Refused;
    s.error = error;
  });
}

void ImportDesk::look(const std::filesystem::path& folder) {
  std::uint64_t number = 0;
  std::filesystem::path wanted = folder;
  {
    const std::lock_guard lock(mutex_);
    if (state_ && state_->stage == ImportStage::Writing) return;
    number = ++number_;
    if (wanted.empty()) wanted = last_folder_.empty() ? folder_of_files() : last_folder_;
    auto s = std::make_shared<ImportState>();
    if (state_)
      s->batches = state_->batches, s->list = state_->list;  // the old list stays until the new one is there
    s->number = number;
    state_ = std::move(s);
    intake_ = nullptr;
    wish_ = nullptr;
  }
  jobs_.post("look", [this, number, wanted] {
    if (can_be_taken_in(wanted)) return preview({wanted, {}, {}, {}, {}});
    FolderList list = list_folder(wanted);
    {
      const std::lock_guard lock(mutex_);
      if (!list.error) last_folder_ = list.folder;
    }
    change(number, [&](ImportState& s) { s.list = std::move(list); });
  });
  list_batches(number);
}

void ImportDesk::list_batches(std::uint64_t number) {
  house_.with_store([this, number](Store* store) {
    if (store == nullptr) return;
    auto batches = store->batches();
    if (!batches) return refuse(number, batches.error());
    std::ranges::sort(*batches, std::ranges::greater{}, &Store::BatchInfo::batch);
    if (batches->size() > ImportState::kMostBatches) batches->resize(ImportState::kMostBatches);
    change(number, [&](ImportState& s) { s.batches = std::move(*batches); });
  });
}

void ImportDesk::preview(const ImportWish& wish) {
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    if (state_ && state_->stage == ImportStage::Writing) return;
    number = ++number_;
    // The same file read another way: what was seen of it stays until the new preview is there.
    const bool same = state_ && state_->wish.file == wish.file;
    auto s = std::make_shared<ImportState>(same ? *state_ : ImportState{});
    s->stage = ImportStage::Reading;
    s->number = number;
    s->wish = wish;
    s->error.reset();
    s->share = 0;
    s->batch = 0;
    s->undone = false;
    if (same) s->layer_at = place_of(s->layers, wish.layer);
    std::error_code none;
    s->source = source_name(wish.file);
    s->bytes =
        std::filesystem::is_regular_file(wish.file, none) ? std::filesystem::file_size(wish.file, none) : 0;
    state_ = std::move(s);
    intake_ = nullptr;
    wish_ = nullptr;
    if (wish.file.has_parent_path()) last_folder_ = wish.file.parent_path();
  }
  show();
  // Through the store's worker first: the registry that it is loading must be there.
  house_.with_store([this, number, wish](Store* store) {
    if (store == nullptr) return refuse(number, no_store());
    jobs_.post("read",
               [this, number, wish, operations = house_.operations()] { read(number, wish, operations); });
  });
}

void ImportDesk::read(std::uint64_t number, const ImportWish& wish,
                      const std::shared_ptr<const Operations>& operations) {
  auto registry = house_.registry();
  if (!registry) return refuse(number, no_store());
  IntakeOptions options;
  options.map = wish.map;
  options.crs = wish.crs;
  options.layer = wish.layer;
  options.on_layers = [&](const std::vector<std::string>& names) {
    change(number, [&](ImportState& s) {
      s.layers.clear();
      for (const auto& name : names) s.layers.push_back({name, mask_personal(name)});
      s.layer_at = place_of(s.layers, wish.layer);
    });
  };
  options.data_date = day_of(house_.now());
  options.program = house_.program;
  know(options, std::move(registry));
  if (operations) know(options, *operations);
  const auto progress = [&](IntakeProgress p) {
    change(number, [&](ImportState& s) {
      s.share = static_cast<double>(p.done) / static_cast<double>(std::max<std::size_t>(1, p.total));
    });
  };
  auto sheet = read_sheet(wish.kind, wish.file, options, progress);
  if (!sheet) return refuse(number, sheet.error());
  const IntakeKind kind = wish.kind.value_or(likely_kind(sheet->head.columns, sheet->head.has_geometry()));
  change(number, [&](ImportState& s) {
    s.kind = kind;
    s.encoding = sheet->head.encoding;
    s.delimiter = sheet->head.delimiter;
    s.layer = mask_personal(sheet->head.layer);
    s.layer_at = place_of(s.layers, sheet->head.layer);
    s.rows = sheet->rows();
    s.accepted = s.rejected = s.positioned = 0;
    s.positions.clear();
    s.crs.reset();
    s.columns = columns_of(kind, sheet->head.columns, wish.map);
  });
  auto intake = take_sheet(kind, std::move(*sheet), options, *house_.pack, progress);
  if (!intake) return refuse(number, intake.error());
  intake->source = source_name(wish.file);
  auto shared = std::make_shared<Intake>(std::move(*intake));
  house_.with_store([this, number, shared](Store* store) { weigh(number, store, std::move(*shared)); });
}

void ImportDesk::weigh(std::uint64_t number, Store* store, Intake intake) {
  if (store == nullptr) return refuse(number, no_store());
  const Revision seen = store->revision();
  Effect effect;
  std::shared_ptr<const OperationCommand> wish;
  if (becomes_commands(intake.kind)) {
    auto weighed = house_.weigh(std::move(intake));
    if (!weighed) return refuse(number, weighed.error());
    effect = {weighed->added, weighed->changed, weighed->unchanged, std::move(weighed->at)};
    wish = std::make_shared<const OperationCommand>(std::move(weighed->command));
    intake = std::move(weighed->intake);
  } else {
    const auto batch = store->preview(intake.batch);
    if (!batch) return refuse(number, batch.error());
    effect = {batch->added, batch->changed, batch->unchanged, {}};
    for (const ProjectRow& project : intake.batch.projects)
      if (intake.kind == IntakeKind::Projects) effect.at.push_back(project.at);
  }
  const auto shared = std::make_shared<const Intake>(std::move(intake));
  {
    const std::lock_guard lock(mutex_);
    if (number != number_) return;
    intake_ = shared;
    wish_ = wish;
    seen_ = seen;
    command_id_ = new_command_id();
  }
  change(number, [&](ImportState& s) {
    take_intake(*shared, effect.at, s);
    s.added = effect.added;
    s.changed = effect.changed;
    s.unchanged = effect.unchanged;
    s.stage = ImportStage::Ready;
    s.share = 1;
  });
}

void ImportDesk::apply(std::uint64_t number) {
  {
    const std::lock_guard lock(mutex_);
    if (number != number_ || !state_ || state_->stage != ImportStage::Ready || !intake_) return;
  }
  if (const auto why_not = house_.may_write()) return house_.say(why_not->zh, why_not->en);
  change(number, [](ImportState& s) {
    s.stage = ImportStage::Writing;
    s.share = 0;
  });
  house_.with_store([this, number](Store* store) { write(number, store); });
}

void ImportDesk::write(std::uint64_t number, Store* store) {
  if (store == nullptr) return refuse(number, no_store());
  std::shared_ptr<const OperationCommand> wish;
  std::string id, source;
  {
    const std::lock_guard lock(mutex_);
    wish = wish_;
    id = command_id_;
    source = intake_->source;
  }
  std::int64_t batch = 0;
  if (wish) {
    if (const Status done = house_.enter(*wish, id, source); !done) return refuse(number, done.error());
  } else {
    const auto done = write_batch(number, *store);
    if (!done) return refuse(number, done.error());
    batch = *done;
  }
  change(number, [&](ImportState& s) {
    s.stage = ImportStage::Done;
    s.batch = batch;
  });
  if (batch != 0) house_.reload();
}

Result<std::int64_t> ImportDesk::write_batch(std::uint64_t number, Store& store) {
  std::shared_ptr<const Intake> intake;
  Revision seen = 0;
  std::string id;
  {
    const std::lock_guard lock(mutex_);
    intake = intake_;
    seen = seen_;
    id = command_id_;
  }
  const Origin origin{house_.now(), kSeat, id, std::string(code(intake->kind)), intake->source};
  const auto done = store.commit(seen, intake->batch, origin, [&](std::size_t n, std::size_t total) {
    change(number, [&](ImportState& s) {
      s.share = static_cast<double>(n) / static_cast<double>(std::max<std::size_t>(1, total));
    });
  });
  if (!done) return std::unexpected(done.error());
  change(number, [&](ImportState& s) {
    s.added = done->added;
    s.changed = done->changed;
    s.unchanged = done->unchanged;
  });
  return done->batch;
}

void ImportDesk::undo(std::int64_t batch) {
  if (const auto why_not = house_.may_write()) return house_.say(why_not->zh, why_not->en);
  house_.with_store([this, batch](Store* store) { take_back(store, batch); });
}

void ImportDesk::take_back(Store* store, std::int64_t batch) {
  const auto failed = [this](const Error& error) {
    spdlog::warn("{}", error.en);
    house_.say("未能撤销：" + error.zh, "Not taken back: " + error.en);
  };
  if (store == nullptr) return failed(no_store());
  const auto done =
      store->undo(batch, {house_.now(), kSeat, new_command_id(), "undo", std::to_string(batch)});
  if (!done) return failed(done.error());
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = number_;
  }
  change(number, [&](ImportState& s) {
    if (s.batch == batch) s.undone = true;
    for (auto& one : s.batches) one.undone = one.undone || one.batch == batch;
  });
  house_.reload();
}

void ImportDesk::save_rejects() {
  std::shared_ptr<const Intake> intake;
  std::filesystem::path file;
  {
    const std::lock_guard lock(mutex_);
    if (!intake_ || intake_->rejected.empty()) return;
    intake = intake_;
    file = state_->wish.file;
  }
  jobs_.post("rejects", [this, intake, file] {
    const std::filesystem::path whole = file.has_filename() ? file : file.parent_path();
    const auto free = free_name(whole.parent_path() / (whole.stem().string() + "-拒收.csv"));
    if (const auto written = write_rejects(*intake, free); !written)
      return house_.say("未能导出拒收行：" + written.error().zh,
                        "The rejected rows were not written: " + written.error().en);
    house_.say(fmt::format("已导出 {} 行拒收记录：{}", intake->rejected.size(), free.string()),
               fmt::format("{} rejected rows written to {}", intake->rejected.size(), free.string()));
  });
}

void ImportDesk::close() {
  {
    const std::lock_guard lock(mutex_);
    if (!state_ || state_->stage == ImportStage::Writing) return;
    ++number_;
    state_ = nullptr;
    intake_ = nullptr;
    wish_ = nullptr;
  }
  show();
}

void ImportDesk::wait_idle() { jobs_.wait_idle(); }
bool ImportDesk::idle() const { return jobs_.idle(); }

}  // namespace anxin
