using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>What each command does to the keys of a user; pure.</summary>
public static class ApiKeyRules
{
    /// <summary>Keys of one user that are neither revoked nor expired.</summary>
    public const int MaxLive = 20;

    public const int MaxName = 100;

    public static readonly TimeSpan DefaultLifetime = TimeSpan.FromDays(90);

    public static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(365);

    private static readonly Rejection TooMany =
        new(RejectionCode.NotAllowedNow, $"There are {MaxLive} keys that are good, and cannot be more. Revoke one first.");

    public static Decision<ApiKeyEvent> Create(ApiKeyRingState? state, NewApiKey command, DateTimeOffset now)
    {
        if (Check(command, now) is { } invalid)
            return invalid;
        if (state?.Keys.Count(key => key.View.ExpiresAt > now) >= MaxLive)
            return TooMany;
        return new ApiKeyCreated(
            command.Context.Caller.UserId,
            command.KeyId,
            command.Name,
            [.. command.Scopes.Order(StringComparer.Ordinal)],
            command.ExpiresAt is { } at ? Microseconds(at) : now + DefaultLifetime,
            command.Hash);
    }

    public static Decision<ApiKeyEvent> Revoke(ApiKeyRingState? state, RevokeApiKey command, DateTimeOffset now) =>
        state?.Keys.Any(key => key.View.Id == command.KeyId) == true
            ? new ApiKeyRevoked(state.OwnerId, command.KeyId)
            : Rejections.NotFound;

    private static Rejection? Check(NewApiKey command, DateTimeOffset now)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > MaxName || command.Name.Any(char.IsControl))
            errors.Add(new("#/name", $"Must have 1 to {MaxName} characters, and no control characters."));
        if (WrongScopes(command) is { } wrong)
            errors.Add(new("#/scopes", wrong));
        if (command.ExpiresAt is { } at && (at <= now || at > now + MaxLifetime))
            errors.Add(new("#/expiresAt", $"Must be in the future, and at most {MaxLifetime.TotalDays} days from now."));
        return errors.Count == 0 ? null : new Rejection(RejectionCode.Invalid, "A key cannot be made like this; see errors.") { Errors = errors.DrainToImmutable() };
    }

    private static string? WrongScopes(NewApiKey command)
    {
        var scopes = command.Scopes;
        if (scopes.IsEmpty || scopes.Distinct(StringComparer.Ordinal).Count() < scopes.Length || scopes.Any(static scope => !ApiKeyScopes.All.Contains(scope, StringComparer.Ordinal)))
            return $"Must name each at most once, and at least one, of {string.Join(", ", ApiKeyScopes.All)}.";
        return !command.IsAdministrator && scopes.Any(static scope => ApiKeyScopes.ForAdministrators.Contains(scope, StringComparer.Ordinal))
            ? $"Only administrators can have keys with {string.Join(" or ", ApiKeyScopes.ForAdministrators)}."
            : null;
    }

    /// <summary>What PostgreSQL keeps.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
