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
    FirstAdministrator administrator, IUserDirectory directory, Registration registration, TimeProvider clock, ILogger<FirstAdministratorService> logger)
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
            if (await directory.FindAsync(email) is not null)
                return true;
            var context = new CommandContext(new Caller(Guid.Empty, [], [], "en", null), null, Guid.Empty, null);
            var result = await registration.RegisterAsync(
                new RegisterUser(context, Origin.System, administrator.Email, administrator.Password, null), [RoleNames.Administrator, RoleNames.User]);
            switch (result.Rejection?.Code)
            {
                case null:
                    LogMade(result.Value!.Id);
                    return true;
                case RejectionCode.Unavailable or RejectionCode.Overloaded:
                    return false;
                case RejectionCode.Taken:
                    return true;
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

    [LoggerMessage(EventId = 5201, Level = LogLevel.Information, Message = "The first administrator was made: user {UserId}")]
    private partial void LogMade(Guid userId);

    [LoggerMessage(EventId = 5202, Level = LogLevel.Error, Message = "The first administrator cannot be made: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(EventId = 5203, Level = LogLevel.Warning, Message = "The first administrator cannot be made yet: {Reason}")]
    private partial void LogLater(string reason);
}
