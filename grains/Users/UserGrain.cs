using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Grains.Telegram;

namespace Crm.Actors.Grains.Users;

/// <inheritdoc cref="IUserGrain"/>
public sealed class UserGrain(
    IGrainContext context,
    IEventStore<UserState, UserEvent> store,
    KernelServices services,
    IUserDirectory directory,
    ITeamDirectory teams,
    PasswordChanges passwords,
    UserSessions sessions,
    AuditTrail audit)
    : AggregateGrain<UserState, UserEvent, UserView>(context, store, services), IUserGrain, IUserAccountGrain
{
    private static readonly Rejection NoSuchRole = Rejections.Invalid("#/role", "There is no such role.");

    private Guid Id => this.GetPrimaryKey();

    public Task<CommandResult<UserView>> Get(Caller caller) => Read(state => UserAccess.MaySee(caller, state.View.Id));

    public async Task<CommandResult<UserView>> Disable(DisableUser command)
    {
        var result = await Administer(
            AuditedAction.UserDisabled, command.Context, command.Origin, null, () => Execute(command.Context, command, UserRules.Disable));
        if (result.Rejection is null)
            await sessions.ForgetAsync(Id, ReadState);
        return result;
    }

    public Task<CommandResult<UserView>> Enable(EnableUser command) => Administer(
        AuditedAction.UserEnabled, command.Context, command.Origin, null, () => Execute(command.Context, command, UserRules.Enable));

    public Task<CommandResult<UserView>> AssignRole(AssignRole command) => Administer(
        AuditedAction.RoleAssigned, command.Context, command.Origin, command.Role, async () => await directory.HasRoleAsync(command.Role)
            ? await Execute(command.Context, command, UserRules.AssignRole)
            : new CommandResult<UserView>(null, 0, NoSuchRole));

    public Task<CommandResult<UserView>> RemoveRole(RemoveRole command) => Administer(
        AuditedAction.RoleRemoved, command.Context, command.Origin, command.Role, () => Execute(command.Context, command, UserRules.RemoveRole));

    public Task<CommandResult<UserView>> JoinTeam(JoinTeam command) => Administer(
        AuditedAction.TeamJoined,
        command.Context,
        command.Origin,
        command.TeamId.ToString(),
        TeamAccess.RefuseChange(command.Context.Caller, command.TeamId),
        () => OfTeam(command.TeamId, () => Execute(command.Context, command, UserRules.JoinTeam)));

    public Task<CommandResult<UserView>> LeaveTeam(LeaveTeam command) => Administer(
        AuditedAction.TeamLeft,
        command.Context,
        command.Origin,
        command.TeamId.ToString(),
        TeamAccess.RefuseChange(command.Context.Caller, command.TeamId),
        () => OfTeam(command.TeamId, () => Execute(command.Context, command, UserRules.LeaveTeam)));

    public async Task<CommandResult<UserView>> ChangePassword(ChangePassword command)
    {
        if (command.Context.Caller.UserId != Id)
            return new(null, 0, UserAccess.IsAdministrator(command.Context.Caller) ? PasswordChanges.OnlyOneself : Rejections.NotFound);
        var result = await Complete(await Guard(() => passwords.ChangeAsync(
            Id, ReadState, Store, command, change => Execute(change.Context, change, UserRules.SetPassword))));
        if (result.Rejection is null)
            await sessions.ForgetAsync(Id, ReadState);
        await audit.AfterAsync(AuditedAction.PasswordChanged, command.Context.Caller, Id, command.Origin, result.Rejection);
        return result;
    }

    public Task<CommandResult<SessionList>> ListSessions(Caller caller) => sessions.ListAsync(caller, Id, ReadState);

    public Task<CommandResult<SessionsRevoked>> RevokeSessions(RevokeSessions command) => sessions.RevokeAsync(Id, command, ReadState);

    public Task<CommandResult<UserView>> Register(NewUser command) => Execute(command.Context, command, UserRules.Register);

    public Task<CommandResult<UserView>> Rehash(NewPasswordHash command) => Execute(command.Context, command, UserRules.SetPassword);

    public Task<CommandResult<Credentials>> GetCredentials() => Guard(async () =>
    {
        var stored = await ReadState();
        return stored.State is { } state
            ? new CommandResult<Credentials>(new(state.View, state.PasswordHash, state.SessionsFrom), stored.Position, null)
            : new CommandResult<Credentials>(null, 0, Rejections.NotFound);
    });

    public Task<CommandResult<UserView>> LinkTelegram(LinkTelegram command) => Execute(command.Context, command, TelegramRules.Link);

    public Task<CommandResult<UserView>> UnlinkTelegram(UnlinkTelegram command) => Execute(command.Context, command, TelegramRules.Unlink);

    public Task<CommandResult<TelegramLink>> GetTelegram() => Guard(async () =>
    {
        var stored = await ReadState();
        return stored.State?.Telegram is { } link
            ? new CommandResult<TelegramLink>(link, stored.Position, null)
            : new CommandResult<TelegramLink>(null, 0, Rejections.NotFound);
    });

    private async Task<CommandResult<UserView>> OfTeam(Guid teamId, Func<Task<CommandResult<UserView>>> execute) =>
        await teams.ExistsAsync(teamId) ? await execute() : new(null, 0, Rejections.NotFound);

    private Task<CommandResult<UserView>> Administer(
        AuditedAction action, CommandContext command, Origin origin, string? detail, Func<Task<CommandResult<UserView>>> execute) =>
        Administer(action, command, origin, detail, UserAccess.RefuseAdministration(command.Caller, Id), execute);

    private async Task<CommandResult<UserView>> Administer(
        AuditedAction action, CommandContext command, Origin origin, string? detail, Rejection? refusal, Func<Task<CommandResult<UserView>>> execute)
    {
        var result = refusal is not null
            ? new CommandResult<UserView>(null, 0, refusal)
            : await Complete(await Guard(execute));
        await audit.AfterAsync(action, command.Caller, Id, origin, result.Rejection, detail);
        return result;
    }

    /// <summary>A repeated command is answered from the log, which has neither address nor name: they come from the row.</summary>
    private async Task<CommandResult<UserView>> Complete(CommandResult<UserView> result)
    {
        if (result.Value is not { Email.Length: 0 } view)
            return result;
        return await Guard(async () =>
        {
            var now = (await ReadState()).State!.View;
            return result with { Value = view with { Email = now.Email, DisplayName = now.DisplayName } };
        });
    }

    private static async Task<CommandResult<T>> Guard<T>(Func<Task<CommandResult<T>>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
