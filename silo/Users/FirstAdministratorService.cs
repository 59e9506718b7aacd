using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Users;

/// <summary>
/// Makes the first administrator once the silo is up. Silos that start together make one, because the address is unique; an account
/// that is there is left as it is, whatever password is configured.
/// </summary>
internal sealed partial class FirstAdministratorService(
    FirstAdministrator administrator,
    IGrainFactory grains,
    IUserDirectory directory,
    Registration registration,
    TimeProvider clock,
    ILogger<FirstAdministratorService> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private bool _saidLater;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await TryMakeAsync())
            await Task.Delay(RetryAfter, clock, stoppingToken);
    }

    /// <returns>False when it has to be tried again.</returns>
    private async Task<bool> TryMakeAsync()
    {
        try
        {
            EmailAddress.TryNormalize(administrator.Email, out var email);
            if (await directory.FindAsync(email) is { } holder)
                return await TryLookAtAsync(holder);
            var context = new CommandContext(new Caller(Guid.Empty, [], [], "en", null), null, Guid.Empty, null);
            var result = await registration.RegisterAsync(
                new RegisterUser(context, Origin.System, administrator.Email, administrator.Password, null), [RoleNames.Administrator, RoleNames.User]);
            switch (result.Rejection?.Code)
            {
                case null:
                    LogMade(result.Value!.Id);
                    return true;
                case RejectionCode.Unavailable or RejectionCode.Overloaded or RejectionCode.Taken:
                    return false;
                default:
                    LogRefused(result.Rejection.Detail);
                    return true;
            }
        }
        catch (Exception outage) when (outage is StoreUnavailableException or OrleansException or TimeoutException)
        {
            if (!_saidLater)
                LogLater(outage.Message);
            _saidLater = true;
            return false;
        }
    }

    /// <summary>The address is in use. Whoever has it need not be an administrator, and is not made one: they did not prove that they are meant.</summary>
    private async Task<bool> TryLookAtAsync(Guid holder)
    {
        var found = await grains.GetGrain<IUserAccountGrain>(holder).GetCredentials();
        if (found.Value is not { User: var user })
            return false;
        if (!user.Roles.Contains(RoleNames.Administrator, StringComparer.Ordinal))
            LogNoAdministrator(holder);
        return true;
    }

    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "The first administrator was made: user {UserId}")]
    private partial void LogMade(Guid userId);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Error, Message = "The first administrator cannot be made: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(
        EventId = 5204,
        Level = LogLevel.Error,
        Message = "The first administrator is not made: AUTH_ADMIN_EMAIL is the address of user {UserId}, who has no ROLE_ADMIN")]
    private partial void LogNoAdministrator(Guid userId);

    [LoggerMessage(EventId = 5203, Level = LogLevel.Warning, Message = "The first administrator cannot be made yet: {Reason}")]
    private partial void LogLater(string reason);
}
