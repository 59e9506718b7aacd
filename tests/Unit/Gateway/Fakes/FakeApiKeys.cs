using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Knows one API key, which tests give its scopes, and stands for all links with Telegram.</summary>
public sealed class FakeApiKeys : IApiKeysGrain, ITelegramLinksGrain
{
    private static readonly Guid KeyId = new("0190a000-0000-7000-8000-0000000000f1");
    private readonly ApiKeyHash _hash;

    public FakeApiKeys()
    {
        Text = ApiKeyText.New(KeyId, out _hash);
        View = new ApiKeyView { Id = KeyId, OwnerId = RunningGateway.User, Name = "Robot", Scopes = [], CreatedAt = FakeUsers.At, ExpiresAt = FakeUsers.At.AddDays(90), LastUsedAt = null };
    }

    /// <summary>The key; another one with each fake, so that no test knows the answers of another.</summary>
    public string Text { get; }

    public string[] Scopes { get; set; } = [];

    public UserView Owner { get; set; } = FakeUsers.View;

    public bool IsGood { get; set; } = true;

    /// <summary>What commands are answered instead of success.</summary>
    public Rejection? Rejection { get; set; }

    public object? Last { get; private set; }

    public int Resolved { get; private set; }

    private ApiKeyView View { get; }

    public static bool Knows(Type grain) => typeof(FakeApiKeys).IsAssignableTo(grain);

    public Task<CommandResult<ResolvedApiKey>> Resolve(PresentedApiKey presented)
    {
        Resolved++;
        return Task.FromResult(IsGood && presented.KeyId == KeyId && presented.Hash.IsSame(_hash)
            ? new CommandResult<ResolvedApiKey>(new(KeyId, [.. Scopes], TimeProvider.System.GetUtcNow().AddDays(90), Owner), 0, null)
            : new CommandResult<ResolvedApiKey>(null, 0, new Rejection(RejectionCode.Unauthenticated, "No.")));
    }

    public Task<CommandResult<CreatedApiKey>> Create(CreateApiKey command) => Answer(command, new CreatedApiKey(View, Text));

    public Task<CommandResult<ApiKeyList>> List(Caller caller) => Answer(caller, new ApiKeyList([View]));

    public Task<CommandResult<ApiKeyEnded>> Revoke(RevokeApiKey command) => Answer(command, new ApiKeyEnded(command.KeyId));

    public Task<CommandResult<TelegramCode>> IssueCode(Caller caller) => Answer(caller, new TelegramCode("0123ABCD", FakeUsers.At));

    public Task<CommandResult<TelegramLink>> Confirm(ConfirmTelegram command) =>
        Answer(command, new TelegramLink(RunningGateway.User, command.ChatId, command.Username, FakeUsers.At));

    public Task<CommandResult<TelegramLink>> Get(Caller caller) => Answer(caller, new TelegramLink(RunningGateway.User, 7, null, FakeUsers.At));

    public Task<CommandResult<TelegramUnlinked>> Unlink(UnlinkTelegram command) => Answer(command, new TelegramUnlinked());

    public Task<CommandResult<UserView>> FindUser(long chatId) => Answer(chatId, Owner);

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(Rejection is null ? new CommandResult<T>(value, 7, null) : new CommandResult<T>(null, 0, Rejection));
    }
}
