using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.IntegrationTests.Users;

/// <summary>One activation of a user, on a scheduler of its own as a grain has it.</summary>
internal sealed class UserActivation(Guid id, IEventStore<UserState, UserEvent> store, KernelServices services)
{
    private static readonly CommandContext Context =
        new(new Caller(new Guid("0190a000-0000-7000-8000-0000000000ad"), [RoleNames.Administrator], [], "en", null), null, default, null);

    private static readonly Origin Origin = new("127.0.0.1", null);

    private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly AggregateWriter<UserState, UserEvent, UserView> _writer = new(id, store, services, static () => { });

    public Task<CommandResult<UserView>> RegisterAsync(string email) => RegisterAsync(email, [RoleNames.User]);

    public Task<CommandResult<UserView>> RegisterAsync(string email, ImmutableArray<string> roles) => OnTurn(() => _writer.ExecuteAsync(
        Context, new NewUser(Context, id, email, null, StoredUsers.Hash, roles), UserRules.Register));

    public Task<CommandResult<UserView>> DisableAsync() => OnTurn(() => _writer.ExecuteAsync(Context, new DisableUser(Context, Origin), UserRules.Disable));

    public Task<CommandResult<UserView>> EnableAsync() => OnTurn(() => _writer.ExecuteAsync(Context, new EnableUser(Context, Origin), UserRules.Enable));

    public Task<CommandResult<UserView>> JoinAsync(Guid team) =>
        OnTurn(() => _writer.ExecuteAsync(Context, new JoinTeam(Context, Origin, team), UserRules.JoinTeam));

    public Task<CommandResult<UserView>> LeaveAsync(Guid team) =>
        OnTurn(() => _writer.ExecuteAsync(Context, new LeaveTeam(Context, Origin, team), UserRules.LeaveTeam));

    public Task<CommandResult<UserView>> AssignAsync(string role) =>
        OnTurn(() => _writer.ExecuteAsync(Context, new AssignRole(Context, Origin, role), UserRules.AssignRole));

    public Task<CommandResult<UserView>> RemoveAsync(string role) =>
        OnTurn(() => _writer.ExecuteAsync(Context, new RemoveRole(Context, Origin, role), UserRules.RemoveRole));

    public Task<CommandResult<UserView>> LinkAsync(long chat, string? name) =>
        OnTurn(() => _writer.ExecuteAsync(Context, new LinkTelegram(Context, chat, name), TelegramRules.Link));

    public Task<CommandResult<UserView>> UnlinkAsync() =>
        OnTurn(() => _writer.ExecuteAsync(Context, new UnlinkTelegram(Context, Origin), TelegramRules.Unlink));

    public Task<Stored<UserState>> ReadAsync() => OnTurn(() => _writer.ReadAsync().AsTask());

    private Task<T> OnTurn<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, _scheduler).Unwrap();
}
