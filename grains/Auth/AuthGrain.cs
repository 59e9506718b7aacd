using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="IAuthGrain"/>
[StatelessWorker, Reentrant]
public sealed class AuthGrain(Registration registration, LogIns logIns, Refreshes refreshes) : Grain, IAuthGrain
{
    public Task<CommandResult<UserView>> Register(RegisterUser command) => registration.RegisterAsync(command);

    public Task<CommandResult<SignedIn>> LogIn(LogIn command) => logIns.LogInAsync(command);

    public Task<CommandResult<SignedIn>> Refresh(RefreshSession command) => refreshes.RefreshAsync(command);

    public Task<CommandResult<LoggedOut>> LogOut(LogOut command) => refreshes.LogOutAsync(command);
}
