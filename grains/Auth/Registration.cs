using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Auth;

/// <summary>Makes users.</summary>
public sealed class Registration(
    IGrainFactory grains, IEventStore<UserState, UserEvent> store, IUserDirectory directory, PasswordWork passwords, KernelServices services, AuditTrail audit)
{
    private static readonly ImmutableArray<string> RolesOfNew = [RoleNames.User];

    /// <summary>Registers a user with <see cref="RoleNames.User"/>.</summary>
    public Task<CommandResult<UserView>> RegisterAsync(RegisterUser command) => RegisterAsync(command, RolesOfNew);

    /// <summary>Registers a user with these roles, which must exist.</summary>
    public async Task<CommandResult<UserView>> RegisterAsync(RegisterUser command, ImmutableArray<string> roles)
    {
        var result = await TryRegisterAsync(command, roles);
        var email = result.Value is null && EmailAddress.TryNormalize(command.Email, out var normalized) ? normalized : null;
        await audit.TryRecordAsync(new(
            AuditedAction.UserRegistered, AuditTrail.OutcomeOf(result.Rejection), null, result.Value?.Id, email, command.Origin, null, command.Context.Caller.TraceParent));
        return result;
    }

    private async Task<CommandResult<UserView>> TryRegisterAsync(RegisterUser command, ImmutableArray<string> roles)
    {
        var checks = new UserChecks();
        checks.Email(command.Email);
        checks.Password("#/password", command.Password, command.Email);
        checks.DisplayName(command.DisplayName);
        if (checks.Rejection is { } invalid)
            return Refuse(invalid);
        EmailAddress.TryNormalize(command.Email, out var email);
        var context = Scoped(command.Context, email, command.DisplayName);
        try
        {
            if (await directory.FindAsync(email) is not null)
                return await AnswerTakenAsync(context);
            var id = services.Ids.Next();
            var user = new NewUser(context, id, command.Email, command.DisplayName, await passwords.HashAsync(command.Password), roles);
            var result = await grains.GetGrain<IUserAccountGrain>(id).Register(user);
            return result.Rejection?.Code == RejectionCode.Taken ? await AnswerTakenAsync(context) : result;
        }
        catch (PasswordsBusyException)
        {
            return Refuse(AuthRejections.Busy);
        }
        catch (StoreUnavailableException)
        {
            return Refuse(Rejections.Unavailable);
        }
    }

    /// <summary>The address is in use: by the first attempt of the same request, or by somebody else.</summary>
    private async Task<CommandResult<UserView>> AnswerTakenAsync(CommandContext context)
    {
        if (context.IdempotencyKey is not { } key)
            return Refuse(AuthRejections.EmailTaken);
        var found = await store.FindKeysAsync([new CommandKey(context.Caller.UserId, key, context.RequestHash, Guid.Empty, 0)]);
        if (found.IsEmpty)
            return Refuse(AuthRejections.EmailTaken);
        if (found[0].RequestHash != context.RequestHash)
            return Refuse(Rejections.KeyReused);
        var first = await grains.GetGrain<IUserAccountGrain>(found[0].AggregateId).GetCredentials();
        return new(first.Value?.User, first.Position, first.Rejection);
    }

    /// <summary>
    /// Nobody is logged in, so a key cannot belong to a caller: it belongs to the address. The password is left out of what the key
    /// stands for, because hashes of requests are kept and quick to guess from.
    /// </summary>
    private static CommandContext Scoped(CommandContext context, string email, string? name) => context with
    {
        IfMatch = null,
        IdempotencyKey = context.IdempotencyKey is { } key ? $"register:{Base64Url.EncodeToString(HashOf($"{email}\n{key}"))}" : null,
        RequestHash = new Guid(HashOf($"register\n{email}\n{name}").AsSpan(0, 16)),
    };

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static CommandResult<UserView> Refuse(Rejection rejection) => new(null, 0, rejection);
}
