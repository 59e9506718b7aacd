using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Telegram;

namespace Crm.Actors.Grains.Users;

/// <summary>The side of a user that only silos see.</summary>
[Alias("crm.IUserAccountGrain")]
public interface IUserAccountGrain : IGrainWithGuidKey
{
    [Alias("Register")]
    Task<CommandResult<UserView>> Register(NewUser command);

    [Alias("Rehash")]
    Task<CommandResult<UserView>> Rehash(NewPasswordHash command);

    [Alias("GetCredentials")]
    Task<CommandResult<Credentials>> GetCredentials();

    [Alias("LinkTelegram")]
    Task<CommandResult<UserView>> LinkTelegram(LinkTelegram command);

    [Alias("UnlinkTelegram")]
    Task<CommandResult<UserView>> UnlinkTelegram(UnlinkTelegram command);

    /// <summary>The user's Telegram chat.</summary>
    [Alias("GetTelegram")]
    Task<CommandResult<TelegramLink>> GetTelegram();
}
