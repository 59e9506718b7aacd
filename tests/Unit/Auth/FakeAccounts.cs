using System.Reflection;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Users;
using Crm.Actors.UnitTests.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Actors.UnitTests.Auth;

/// <summary>One user, known by an address, and all that log-ins and refreshes need of a silo.</summary>
internal sealed class FakeAccounts : IUserAccountGrain, IUserDirectory, ISecurityAudit, IPasswordHasher, IDisposable
{
    public const string Email = "ann@example.com";
    public const string Password = "correct horse";
    public static readonly Origin Origin = new("127.0.0.1", null);

    private Guid _askedFor;

    public FakeAccounts()
    {
        var factory = DispatchProxy.Create<IGrainFactory, AccountFactory>();
        ((AccountFactory)(object)factory).Account = this;
        Grains = factory;
        var services = new KernelServices(Clock, new UuidV7Source(Clock), new KernelOptions());
        var trail = new AuditTrail(this, NullLogger<AuditTrail>.Instance, new RefusalBudget(Clock));
        Guard = new AttemptGuard(new MemoryLogInAttempts(new AttemptOptions(), Clock), trail);
        Work = new PasswordWork(this, new PasswordOptions());
        LogIns = new LogIns(factory, this, Work, Tokens, services, new SessionOptions(), trail, Guard);
        Refreshes = new Refreshes(factory, Tokens, services, new SessionOptions(), trail);
    }

    public IGrainFactory Grains { get; }

    public FakeTimeProvider Clock { get; } = new(GivenUsers.Now);

    public SwitchedTokens Tokens { get; } = new();

    public LogIns LogIns { get; }

    public AttemptGuard Guard { get; }

    public Refreshes Refreshes { get; }

    public Credentials User { get; set; } = new(GivenUsers.User.View, $"old hash of {Password}", 1);

    public bool DatabaseIsUp { get; set; } = true;

    public List<SecurityEvent> Audit { get; } = [];

    public int Verified { get; private set; }

    public PasswordWork Work { get; }

    public async Task<SignedIn> SignInAsync() => (await LogIns.LogInAsync(new LogIn(Origin, Email, Password))).Value!;

    /// <summary>How often a user was asked for, known or not.</summary>
    public int Asked { get; private set; }

    public Task<CommandResult<Credentials>> GetCredentials()
    {
        Asked++;
        if (!DatabaseIsUp)
            return Task.FromResult(new CommandResult<Credentials>(null, 0, Rejections.Unavailable));
        return Task.FromResult(_askedFor == GivenUsers.UserId
            ? new CommandResult<Credentials>(User, 1, null)
            : new CommandResult<Credentials>(null, 0, Rejections.NotFound));
    }

    public Task<CommandResult<UserView>> Rehash(NewPasswordHash command)
    {
        if (command.FormerHash == User.PasswordHash && command.IsSamePassword)
            User = User with { PasswordHash = command.Hash };
        return Task.FromResult(new CommandResult<UserView>(User.User, 2, null));
    }

    public Task<CommandResult<UserView>> Register(NewUser command) => throw new NotSupportedException();

    public Task<CommandResult<UserView>> LinkTelegram(LinkTelegram command) => throw new NotSupportedException();

    public Task<CommandResult<UserView>> UnlinkTelegram(UnlinkTelegram command) => throw new NotSupportedException();

    public Task<CommandResult<TelegramLink>> GetTelegram() => throw new NotSupportedException();

    public Task<Guid?> FindAsync(string normalizedEmail) => Task.FromResult<Guid?>(normalizedEmail == Email ? GivenUsers.UserId : null);

    public Task<CommandResult<UserPage>> ListAsync(int limit, string? cursor) => throw new NotSupportedException();

    public Task<RoleList> ListRolesAsync() => throw new NotSupportedException();

    public Task<bool> HasRoleAsync(string name) => throw new NotSupportedException();

    public Task RecordAsync(SecurityEvent happened)
    {
        if (!DatabaseIsUp)
            throw new StoreUnavailableException();
        Audit.Add(happened);
        return Task.CompletedTask;
    }

    public string Hash(string password) => $"new hash of {password}";

    public bool Verify(string password, string hash)
    {
        Verified++;
        return hash.EndsWith($"hash of {password}", StringComparison.Ordinal);
    }

    public bool NeedsRehash(string hash) => hash.StartsWith("old", StringComparison.Ordinal);

    public void Dispose() => Work.Dispose();

#pragma warning disable CA1852 // A proxy is derived from it.
    internal class AccountFactory : DispatchProxy
    {
        public FakeAccounts Account { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Account._askedFor = (Guid)args![0]!;
            return Account;
        }
    }
#pragma warning restore CA1852
}
