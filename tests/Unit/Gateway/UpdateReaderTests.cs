using System.Text;
using Crm.Actors.Gateway.Telegram.Webhook;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Whatever is posted is read over without an exception; see <see cref="TelegramWebhookTests"/> for what is taken.</summary>
public sealed class UpdateReaderTests
{
    private const long Bodies = 20_000;

    private static readonly byte[] Good = Encoding.UTF8.GetBytes(
        """{"update_id":7,"message":{"message_id":1,"from":{"id":1,"username":"ann","language_code":"ru"},"chat":{"id":1,"type":"private"},"date":1,"text":"/deals"}}""");

    [Fact]
    public void TryRead_AnyBytes_DoesNotThrow() =>
        Gen.Byte.Array[0, 300].Sample(static bytes => { _ = UpdateReader.TryRead(bytes, out _); }, iter: Bodies);

    [Fact]
    public void TryRead_AnUpdateWithOneOtherByte_DoesNotThrowAndKeepsItsNumber() =>
        Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Byte).Sample(
            static (at, value) =>
            {
                var bytes = (byte[])Good.Clone();
                bytes[at] = value;
                if (UpdateReader.TryRead(bytes, out var update) && update is not null)
                    update.ChatId.ShouldNotBe(0);
            },
            iter: Bodies);
}
